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
# title: What tells who a customer is, or may tell it in a free text
identity := {"name", "identity", "contact", "contract_number", "report", "life_event_note"}

# METADATA
# title: The customer's whole file
file := {
	"row", "name", "identity", "birth", "profile", "protection", "contact", "area", "income", "household", "contract",
	"contract_number", "balance", "movement", "asset", "life_event", "life_event_note", "recommendation", "decision", "action",
	"interaction", "report", "consent", "channel", "assignment", "standing", "personal_date", "proposal_date", "reason",
}

# METADATA
# title: What serving a customer changes
service := {"event_recording", "response_recording", "action_completion", "interaction_recording"}

# METADATA
# title: What welcoming a customer at the counter changes
welcome := {"event_recording", "interaction_recording"}

# METADATA
# title: What the control functions read and do
control := {"audit", "alert", "alert_handling", "emergency", "access_rules"}

# METADATA
# title: What is about the rights of employees
administration := {
	"right", "right_change", "delegation_change", "recertification", "recertification_opening",
	"right_review",
}

# METADATA
# title: What is about the rights of persons over their data
privacy := {"privacy", "privacy_change"}

# METADATA
# title: Everything that changes or opens something
change := service | {
	"reassignment", "right_change", "delegation_change", "emergency_opening", "alert_handling", "recertification_opening",
	"right_review", "privacy_change",
}
