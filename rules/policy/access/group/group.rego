# METADATA
# title: Sets of groups that the roles name
package access.group

# METADATA
# title: What has no customer behind it
reference := {"system", "catalogue", "network"}

# METADATA
# title: Enough to recognise a customer and send them to the right person
identification := {"row", "name", "assignment", "standing"}

# METADATA
# title: The customer's whole file
file := {
	"row", "name", "identity", "birth", "profile", "protection", "contact", "area", "income", "household", "contract",
	"contract_number", "balance", "movement", "asset", "life_event", "life_event_note", "recommendation", "decision", "action",
	"interaction", "report", "consent", "channel", "assignment", "standing", "personal_date", "reason",
}

# METADATA
# title: What serving a customer changes
service := {"event_recording", "response_recording", "action_completion", "interaction_recording"}

# METADATA
# title: What welcoming a customer at the counter changes
welcome := {"event_recording", "interaction_recording"}
