package storetest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

// run keeps PostgreSQL alive until its standard input ends, which happens when
// the test binary does, however it ends; then it removes the data.
const run = `"$0/postgres" -D "$1/data" -k "$1" -c listen_addresses= -c fsync=off -c full_page_writes=off \
  -c synchronous_commit=off -c max_connections=200 -c shared_buffers=64MB >"$1/log" 2>&1 &
server=$!
cat >/dev/null
kill -QUIT $server
wait $server
rm -rf "$1"`

// startCluster starts a private PostgreSQL server from the installed binaries,
// reachable by a socket in a temporary folder. It gives its address, and what
// must be kept for it to live.
func startCluster() (string, io.Closer, error) {
	binaries, err := installed()
	if err != nil {
		return "", nil, err
	}
	folder, err := os.MkdirTemp("", "foyer-pg-")
	if err != nil {
		return "", nil, err
	}
	credential, err := unprivileged(folder)
	if err != nil {
		return "", nil, err
	}
	if err := initialise(binaries, folder, credential); err != nil {
		return "", nil, err
	}
	command := exec.Command("/bin/sh", "-c", run, binaries, folder)
	command.Dir = folder
	command.SysProcAttr = &syscall.SysProcAttr{Credential: credential, Setsid: true}
	life, err := command.StdinPipe()
	if err != nil {
		return "", nil, err
	}
	if err := command.Start(); err != nil {
		return "", nil, fmt.Errorf("start PostgreSQL: %w", err)
	}
	address := url.URL{Scheme: "postgres", User: url.User("foyer"), Path: "/postgres", RawQuery: url.Values{"host": {folder}}.Encode()}
	return address.String(), life, awaitServer(address.String(), folder)
}

// installed finds the newest PostgreSQL server binaries.
func installed() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path), nil
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin")
	if err != nil || len(found) == 0 {
		return "", errors.New("no PostgreSQL server is installed: install one, or set FOYER_TEST_POSTGRES_URL to the address of a server where databases may be made")
	}
	slices.SortFunc(found, func(a, b string) int { return version(a) - version(b) })
	return found[len(found)-1], nil
}

func version(bin string) int {
	number, err := strconv.Atoi(filepath.Base(filepath.Dir(bin)))
	if err != nil {
		return 0
	}
	return number
}

// unprivileged gives the folder to a user that PostgreSQL accepts to run as;
// nil when the tests already run as one.
func unprivileged(folder string) (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		found, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.Atoi(found.Uid)
		if err != nil {
			return nil, err
		}
		gid, err := strconv.Atoi(found.Gid)
		if err != nil {
			return nil, err
		}
		if err := os.Chown(folder, uid, gid); err != nil {
			return nil, err
		}
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
	}
	return nil, errors.New("PostgreSQL does not run as root, and there is no user postgres or nobody to run it as")
}

// initialise makes the data folder. Its default collation is a French one, so
// that an order which forgets to be bytewise shows.
func initialise(binaries, folder string, credential *syscall.Credential) error {
	arguments := []string{"-D", folder + "/data", "-U", "foyer", "-E", "UTF8", "--auth=trust", "--no-sync", "--locale=C.UTF-8"}
	french := append(slices.Clone(arguments), "--locale-provider=icu", "--icu-locale=fr")
	var failures error
	for _, attempt := range [][]string{french, arguments} {
		command := exec.Command(filepath.Join(binaries, "initdb"), attempt...)
		command.Dir = folder
		command.SysProcAttr = &syscall.SysProcAttr{Credential: credential}
		output, err := command.CombinedOutput()
		if err == nil {
			return nil
		}
		failures = errors.Join(failures, fmt.Errorf("initdb: %w: %s", err, output))
	}
	return failures
}

func awaitServer(address, folder string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	for {
		conn, err := pgx.Connect(ctx, address)
		if err == nil {
			return conn.Close(ctx)
		}
		if ctx.Err() != nil {
			log, _ := os.ReadFile(filepath.Join(folder, "log")) // the error below matters more
			return fmt.Errorf("PostgreSQL does not answer: %w: %s", err, log)
		}
		time.Sleep(20 * time.Millisecond)
	}
}
