package store

import (
	"context"

	"foyer/model"
)

// Employees reads employees by id.
func (r *Reader) Employees(ctx context.Context, scope model.Scope, ids []model.ID) (map[model.ID]*model.Employee, error) {
	return plainByID[model.Employee](ctx, r, &scope, ids)
}

// EmployeesOfBranch reads the active employees of branches, by name.
func (r *Reader) EmployeesOfBranch(ctx context.Context, scope model.Scope, branches []model.ID) (map[model.ID][]*model.Employee, error) {
	rows, err := plainRows[model.Employee](ctx, r, &scope, "t.branch_id", "WHERE t.branch_id IN @ids AND t.active ORDER BY t.branch_id, t.login", branches)
	return byParent(rows), err
}

// Branches reads branches by id.
func (r *Reader) Branches(ctx context.Context, scope model.Scope, ids []model.ID) (map[model.ID]*model.Branch, error) {
	return plainByID[model.Branch](ctx, r, &scope, ids)
}

// BranchList reads every branch, by code.
func (r *Reader) BranchList(ctx context.Context, scope model.Scope) ([]*model.Branch, error) {
	rows, err := plainRows[model.Branch](ctx, r, &scope, "t.id", "ORDER BY "+r.db.bytes("t.code")+", t.id")
	return listed(rows), err
}

// Regions reads regions by id.
func (r *Reader) Regions(ctx context.Context, scope model.Scope, ids []model.ID) (map[model.ID]*model.Region, error) {
	return plainByID[model.Region](ctx, r, &scope, ids)
}

// Portfolios reads portfolios by id.
func (r *Reader) Portfolios(ctx context.Context, scope model.Scope, ids []model.ID) (map[model.ID]*model.Portfolio, error) {
	return plainByID[model.Portfolio](ctx, r, &scope, ids)
}

// PortfoliosOfBranch reads the portfolios of branches, by code.
func (r *Reader) PortfoliosOfBranch(ctx context.Context, scope model.Scope, branches []model.ID) (map[model.ID][]*model.Portfolio, error) {
	rows, err := plainRows[model.Portfolio](ctx, r, &scope, "t.branch_id",
		"WHERE t.branch_id IN @ids ORDER BY t.branch_id, "+r.db.bytes("t.code")+", t.id", branches)
	return byParent(rows), err
}

// PortfoliosHeld reads the portfolios that employees hold on a day, by code.
func (r *Reader) PortfoliosHeld(ctx context.Context, scope model.Scope, employees []model.ID, today model.Date) (map[model.ID][]*model.Portfolio, error) {
	rows, err := plainRows[model.Portfolio](ctx, r, &scope, "h.employee_id",
		"JOIN (SELECT DISTINCT d.employee_id, d.portfolio_id FROM portfolio_holders d WHERE d.employee_id IN @ids AND "+holds("d")+
			") h ON h.portfolio_id = t.id ORDER BY h.employee_id, "+r.db.bytes("t.code")+", t.id", employees, today, today)
	return byParent(rows), err
}

// PortfolioHolders reads who is responsible for portfolios on a day.
func (r *Reader) PortfolioHolders(ctx context.Context, scope model.Scope, portfolios []model.ID, today model.Date) (map[model.ID][]*model.PortfolioHolder, error) {
	rows, err := plainRows[model.PortfolioHolder](ctx, r, &scope, "t.portfolio_id",
		"WHERE t.portfolio_id IN @ids AND "+holds("t")+" ORDER BY t.portfolio_id, t.valid_from, t.id", portfolios, today, today)
	return byParent(rows), err
}

// Products reads products by code, every product when there are no codes.
func (r *Reader) Products(ctx context.Context, scope model.Scope, codes []string) (map[string]*model.Product, error) {
	condition, args := "", []any{}
	if len(codes) > 0 {
		condition, args = "WHERE t.code IN @words", []any{codes}
	}
	rows, err := plainRows[model.Product](ctx, r, &scope, r.db.noID(), condition, args...)
	out := make(map[string]*model.Product, len(rows))
	for _, one := range rows {
		out[one.row.Code] = one.row
	}
	return out, err
}

func plainByID[T any](ctx context.Context, r *Reader, scope *model.Scope, ids []model.ID) (map[model.ID]*T, error) {
	rows, err := plainRows[T](ctx, r, scope, "t.id", "WHERE t.id IN @ids", ids)
	return byID(rows), err
}

// listed drops the ids that rows were asked by.
func listed[T any](rows []found[T]) []*T {
	out := make([]*T, len(rows))
	for i, one := range rows {
		out[i] = one.row
	}
	return out
}

// noID is an absent id in a list of columns.
func (db *DB) noID() string {
	if db.dialect == Postgres {
		return "NULL::uuid"
	}
	return "NULL"
}
