package model

import "context"

type actorKey struct{}

// WithActor puts the person behind an operation into its context; nothing else
// of ours travels there.
func WithActor(ctx context.Context, actor *Actor) context.Context {
	return context.WithValue(ctx, actorKey{}, actor)
}

// ActorFrom gives the person behind an operation, nil when nobody is logged in.
func ActorFrom(ctx context.Context) *Actor {
	actor, _ := ctx.Value(actorKey{}).(*Actor)
	return actor
}
