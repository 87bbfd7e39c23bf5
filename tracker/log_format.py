"""What an exported log is made of: the names under which columns stand in the document.

The export writes by it and the import reads by it; docs/export.schema.json tells everybody else.
"""

FORMAT = "contriblog-log"
VERSION = 1

PROFILE_FIELDS = (
    *("name", "headline", "summary", "location", "website"),
    *("contact_email", "contact_phone"),
)
ZONE_FIELDS = ("time_zone", "time_zone_is_chosen")
SWITCH_FIELDS = ("profile_is_public", "profile_is_indexed", "resume_is_public")
USER_FIELDS = ("handle", *PROFILE_FIELDS, *ZONE_FIELDS, *SWITCH_FIELDS)

RESUME_FIELDS = ("title", "stored", "is_on_profile", "created_at", "updated_at")
REPOSITORY_FIELDS = (
    *("node_id", "full_name", "url", "description", "language", "topics", "stars"),
    *("is_private", "is_fork", "is_archived"),
)

IDENTITY_FIELDS = ("source", "form", "node_id", "database_id", "number", "state", "url", "title")
INSTANT_FIELDS = (
    *("occurred_at", "opened_at", "updated_at", "closed_at", "merged_at", "submitted_at"),
    *("landed_at", "first_seen_at", "tombstoned_at"),
)
FACT_FIELDS = (
    *("body", "state_reason", "is_draft", "is_private_at_source", "additions", "deletions"),
    *("changed_files", "comment_count", "labels", "paths", "closing_issues", "author_association"),
    *("base_ref", "head_ref", "milestone", "merge_commit_oid", "merged_by", "parent"),
    *("actions", "co_authors", "is_co_author"),
    *("next_move", "next_move_why", "next_move_since"),
    *("claim", "claim_evidence"),
)
STORY_FIELDS = ("problem", "fix", "impact")
