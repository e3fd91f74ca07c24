package desk_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"foyer/desk"
	"foyer/model"
	"foyer/store"
)

// campaign opens a campaign as the compliance officer.
func (b *staffed) campaign(t *testing.T, in desk.CampaignInput) *model.Recertification {
	t.Helper()
	as, record := b.as(t, "ines")
	in.Title, in.Audit = "Yearly review", record
	campaign, err := b.OpenRecertification(t.Context(), as, in)
	require.NoError(t, err)
	return campaign
}

// reviews gives the reviews of a campaign by the login and kind of the right.
func (b *staffed) reviews(t *testing.T, campaign model.ID) map[string]*model.RightReview {
	t.Helper()
	found, err := store.Reviews(t.Context(), b.db, campaign)
	require.NoError(t, err)
	byName := map[string]*model.RightReview{}
	for _, one := range cast {
		for _, review := range found {
			if review.EmployeeID == id(one.login) {
				byName[one.login+" "+string(review.RightKind)] = review
			}
		}
	}
	require.Len(t, byName, len(found))
	return byName
}

func TestACampaignListsEveryRightWithItsOwner(t *testing.T) {
	eachStaffed(t, func(t *testing.T, b *staffed) {
		reviews := b.reviews(t, b.campaign(t, desk.CampaignInput{Scope: model.CampaignAll, DueOn: today.AddDays(60)}).ID)
		require.Len(t, reviews, len(cast)+2, "a role each, and two portfolios")
		for name, owner := range map[string]string{
			"alice ROLE": "bruno", "alice PORTFOLIO": "bruno", "farid ROLE": "bruno", "nora ROLE": "omar", "bruno ROLE": "gaelle", "omar ROLE": "gaelle",
			"gaelle ROLE": "ines", "karim ROLE": "ines", "david ROLE": "ines", "jules ROLE": "ines", "zoe ROLE": "ines", "ines ROLE": "gaelle",
		} {
			require.Equal(t, id(owner), reviews[name].OwnerID, name)
			require.NotEqual(t, reviews[name].EmployeeID, reviews[name].OwnerID, name)
		}
	})
}

func TestACampaignMayBeAboutABranchOrARole(t *testing.T) {
	eachStaffed(t, func(t *testing.T, b *staffed) {
		due := today.AddDays(60)
		require.Len(t, b.reviews(t, b.campaign(t, desk.CampaignInput{Scope: model.CampaignBranch, BranchID: id("branch near"), DueOn: due}).ID), 2)
		require.Len(t, b.reviews(t, b.campaign(t, desk.CampaignInput{Scope: model.CampaignRole, Role: model.BranchManager, DueOn: due}).ID), 2)
		as, record := b.as(t, "ines")
		for name, wrong := range map[string]desk.CampaignInput{
			"due today":      {Title: "T", Scope: model.CampaignAll, DueOn: today},
			"due in a year":  {Title: "T", Scope: model.CampaignAll, DueOn: today.AddDays(365)},
			"without a name": {Scope: model.CampaignAll, DueOn: due},
			"of no branch":   {Title: "T", Scope: model.CampaignBranch, DueOn: due},
			"of no role":     {Title: "T", Scope: model.CampaignRole, DueOn: due},
			"of no scope":    {Title: "T", DueOn: due},
		} {
			wrong.Audit = record
			_, err := b.OpenRecertification(t.Context(), as, wrong)
			require.Equal(t, model.CodeInvalid, model.CodeOf(err), name)
		}
		alice, record := b.as(t, "alice")
		_, err := b.OpenRecertification(t.Context(), alice, desk.CampaignInput{Title: "T", Scope: model.CampaignAll, DueOn: due, Audit: record})
		require.Equal(t, model.CodeForbidden, model.CodeOf(err))
	})
}

// review decides as somebody.
func (b *staffed) review(t *testing.T, login string, review *model.RightReview, state model.ReviewState) error {
	t.Helper()
	as, record := b.as(t, login)
	_, err := b.ReviewRight(t.Context(), as, desk.ReviewInput{ReviewID: review.ID, State: state, Note: "Looked at", Audit: record})
	return err
}

func TestOwnersConfirmOrRevokeAndTheRestLapsesOnTheDay(t *testing.T) {
	eachStaffed(t, func(t *testing.T, b *staffed) {
		campaign := b.campaign(t, desk.CampaignInput{Scope: model.CampaignAll, DueOn: today.AddDays(30)})
		reviews := b.reviews(t, campaign.ID)
		require.NoError(t, b.review(t, "bruno", reviews["alice ROLE"], model.ReviewConfirmed))
		require.NoError(t, b.review(t, "bruno", reviews["paul PORTFOLIO"], model.ReviewRevoked))
		require.Equal(t, model.CodeConflict, model.CodeOf(b.review(t, "bruno", reviews["alice ROLE"], model.ReviewRevoked)), "once")
		require.Equal(t, model.CodeForbidden, model.CodeOf(b.review(t, "omar", reviews["paul ROLE"], model.ReviewConfirmed)), "not the owner")
		require.Equal(t, model.CodeForbidden, model.CodeOf(b.review(t, "ines", reviews["ines ROLE"], model.ReviewConfirmed)), "not their own")
		require.Equal(t, model.CodeInvalid, model.CodeOf(b.review(t, "bruno", reviews["paul ROLE"], model.ReviewLapsed)))
		paul, _ := b.as(t, "paul")
		require.Empty(t, paul.Actor.Portfolios, "revoked at once")
		require.NoError(t, b.review(t, "ines", reviews["karim ROLE"], model.ReviewConfirmed))

		b.lapse(t, 29, 0)
		require.Equal(t, []model.Role{model.AccountManager}, b.roles(t, "zoe"))
		b.lapse(t, 30, len(reviews)-3)
		require.Empty(t, b.roles(t, "zoe"), "nobody reviewed it")
		require.Equal(t, []model.Role{model.AccountManager}, b.roles(t, "alice"), "confirmed")
		require.Equal(t, []model.Role{model.Administrator}, b.roles(t, "karim"))
		b.lapse(t, 30, 0)
		b.lapse(t, 31, 0)
		after := b.reviews(t, campaign.ID)
		require.Equal(t, model.ReviewLapsed, after["zoe ROLE"].State)
		require.Equal(t, model.ReviewRevoked, after["paul PORTFOLIO"].State)
		right := rightsOf(t, b, store.RightFilter{Employees: []model.ID{id("zoe")}, Kind: model.RightRole})[0]
		require.Equal(t, today.AddDays(30), right.ValidTo)
		require.NotEmpty(t, right.EndReason)
		closed, err := store.CampaignByID(t.Context(), b.db, campaign.ID)
		require.NoError(t, err)
		require.False(t, closed.ClosedAt.IsZero())
	})
}

// lapse moves the clock to so many days after today and lets rights lapse.
func (b *staffed) lapse(t *testing.T, days, expected int) {
	t.Helper()
	b.at = today.AddDays(days).Time().Add(3 * time.Hour)
	lapsed, err := b.LapseRights(t.Context(), b.Today())
	require.NoError(t, err)
	require.Equal(t, expected, lapsed, "day %d", days)
}

func TestADueCampaignIsNotReviewedAnyMore(t *testing.T) {
	eachStaffed(t, func(t *testing.T, b *staffed) {
		reviews := b.reviews(t, b.campaign(t, desk.CampaignInput{Scope: model.CampaignBranch, BranchID: id("branch near"), DueOn: today.AddDays(1)}).ID)
		b.at = today.AddDays(1).Time()
		require.Equal(t, model.CodeConflict, model.CodeOf(b.review(t, "omar", reviews["nora ROLE"], model.ReviewConfirmed)))
		_, err := b.LapseRights(t.Context(), today.AddDays(3))
		require.Equal(t, model.CodeInvalid, model.CodeOf(err), "not before its day")
	})
}

func TestARightOfAnOwnerWhoLeftIsReviewedByTheNext(t *testing.T) {
	eachStaffed(t, func(t *testing.T, b *staffed) {
		reviews := b.reviews(t, b.campaign(t, desk.CampaignInput{Scope: model.CampaignBranch, BranchID: id("branch near"), DueOn: today.AddDays(30)}).ID)
		require.Equal(t, model.CodeForbidden, model.CodeOf(b.review(t, "gaelle", reviews["nora ROLE"], model.ReviewConfirmed)))
		require.NoError(t, b.db.Write(t.Context(), func(w *store.Writer) error {
			_, err := w.Exec(t.Context(), "UPDATE employees SET active = ? WHERE id = ?", false, id("omar"))
			return err
		}))
		require.NoError(t, b.review(t, "gaelle", reviews["nora ROLE"], model.ReviewConfirmed))
	})
}

func TestAReviewKeepsTheLastAdministrator(t *testing.T) {
	eachStaffed(t, func(t *testing.T, b *staffed) {
		require.NoError(t, b.db.Write(t.Context(), func(w *store.Writer) error {
			return w.Insert(t.Context(), &model.EmployeeRole{ID: id("role new"), EmployeeID: id("zoe"), Role: model.Administrator, ValidFrom: today.AddMonths(-1)})
		}))
		campaign := b.campaign(t, desk.CampaignInput{Scope: model.CampaignRole, Role: model.Administrator, DueOn: today.AddDays(30)})
		reviews := b.reviews(t, campaign.ID)
		require.NoError(t, b.review(t, "ines", reviews["zoe ROLE"], model.ReviewRevoked))
		require.Equal(t, model.CodeConflict, model.CodeOf(b.review(t, "ines", reviews["karim ROLE"], model.ReviewRevoked)))
		b.lapse(t, 30, 0)
		require.Equal(t, []model.Role{model.Administrator}, b.roles(t, "karim"))
		kept := b.reviews(t, campaign.ID)["karim ROLE"]
		require.Equal(t, model.ReviewPending, kept.State)
		require.NotEmpty(t, kept.Note)
	})
}
