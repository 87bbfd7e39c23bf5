"""What organisations have to approve, for pages outside the tracker."""

from django import template

from accounts.models import User
from tracker.present.approvals import ApprovalNotice, approval_notices

register = template.Library()


@register.simple_tag
def approvals_of(user: User) -> tuple[ApprovalNotice, ...]:
    """What this person has to have approved."""
    return approval_notices(user)
