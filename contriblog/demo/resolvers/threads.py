"""Issues, pull requests, reviews and comments."""

from typing import Any

from contriblog.demo.context import Info, asking
from contriblog.demo.pagination import Order, Page, connect, connect_list
from contriblog.demo.world.commits import squash_commit
from contriblog.demo.world.files import ChangedFile, changed_files, review_paths
from contriblog.demo.world.model import (
    Comment,
    Commit,
    Issue,
    PullRequest,
    Repository,
    Review,
    Thread,
)
from contriblog.demo.world.shapes import Counted, Inline, Milestone


def url(thread: Issue | PullRequest, info: Info) -> str:
    """Return the address of an issue or pull request."""
    return f"{asking(info).root_url}{thread_path(thread)}"


def thread_path(thread: Issue | PullRequest) -> str:
    """Return the path of an issue's or pull request's page."""
    place = "pull" if isinstance(thread, PullRequest) else "issues"
    return f"/{thread.repository.name_with_owner}/{place}/{thread.number}"


def closed(thread: Thread, _info: Info) -> bool:
    """Say whether it is closed, for whatever reason."""
    return thread.state != "OPEN"


def labels(thread: Thread, info: Info, **args: Any) -> Page:
    """Return the labels as of now."""
    return connect_list(thread.label_list, info, args)


def comments(thread: Issue | PullRequest, info: Info, **args: Any) -> Page:
    """Return the conversation: all are counted, those of the invented people can be read."""
    author = thread.author
    history = asking(info).world.history(author) if author else None
    known = [row for row in history.comments if row.thread is thread] if history else []
    page = connect_list(known, info, args)
    return Page(page.nodes, max(thread.comment_count, len(known)), page.page_info, page.cursor_of)


def state_reason(issue: Issue, _info: Info, **args: Any) -> str | None:
    """Return why the issue is closed; DUPLICATE is shown as NOT_PLANNED unless asked for."""
    hidden = issue.state_reason == "DUPLICATE" and not args.get("enableDuplicate")
    return "NOT_PLANNED" if hidden else issue.state_reason


def milestone(pull: PullRequest, _info: Info) -> Milestone | None:
    """Return the milestone, if the pull request has one."""
    return Milestone.of(pull)


def merged(pull: PullRequest, _info: Info) -> bool:
    """Say whether GitHub calls it merged."""
    return pull.merged_at is not None


def merge_commit(pull: PullRequest, _info: Info) -> Commit | None:
    """Return the commit that merged it."""
    return squash_commit(pull) if pull.merge_oid else None


def files(pull: PullRequest, info: Info, **args: Any) -> Page:
    """Return the changed files; their lines add up to the pull request's."""
    rows: tuple[ChangedFile, ...] = changed_files(pull)
    return connect_list(rows, info, args)


def closing_issues(pull: PullRequest, info: Info, **args: Any) -> Page:
    """Return the issues that it closes and that the token may see."""
    rows = [issue for issue in pull.closing_issues if asking(info).sees(issue.repository)]
    return connect_list(rows, info, args)


def reviews(pull: PullRequest, info: Info, **args: Any) -> Page:
    """Return the reviews, oldest first, of one author and in some states when asked for."""
    author, states = args.get("author"), args.get("states")
    rows = [
        review
        for review in pull.review_list
        if (author is None or (review.author and review.author.login == author))
        and (not states or review.state in states)
    ]
    return connect(rows, Order(_submitted, 2), info, args)


def review_decision(pull: PullRequest, _info: Info) -> str | None:
    """Return what the reviewers' last verdicts come to; None where no review is required."""
    verdicts = {
        review.author: review.state
        for review in sorted(pull.review_list, key=_submitted)
        if review.state in {"APPROVED", "CHANGES_REQUESTED"}
    }
    if "CHANGES_REQUESTED" in verdicts.values():
        return "CHANGES_REQUESTED"
    return "APPROVED" if verdicts else None


def own_repository(pull: PullRequest, _info: Info) -> Repository:
    """Return the repository that it targets."""
    return pull.repository


def head_repository(pull: PullRequest, _info: Info) -> Repository | None:
    """Return where the branch was; a fork is gone by now, so only own branches are known."""
    return None if pull.is_cross_repository else pull.repository


def base_ref_name(pull: PullRequest, _info: Info) -> str:
    """Return the branch that it targets."""
    return pull.repository.default_branch


def viewer_did_author(pull: PullRequest, info: Info) -> bool:
    """Say whether the token's owner opened it."""
    return pull.author is asking(info).viewer


def review_url(review: Review, info: Info) -> str:
    """Return the address of a review on its pull request's page."""
    page = url(review.pull_request, info)
    return f"{page}#pullrequestreview-{review.full_database_id}"


def review_commit(_review: Review, _info: Info) -> None:
    """Say that the reviewed commit is gone: branches of the invented are squashed."""


def review_comments(review: Review, info: Info, **args: Any) -> Page:
    """Return the comments on lines of the diff."""
    rows = [
        Inline(review, position, path, review_url(review, info))
        for position, path in enumerate(review_paths(review))
    ]
    return connect_list(rows, info, args)


def comment_issue(comment: Comment, _info: Info) -> Issue:
    """Return the issue; for a pull request's comment its issue side, as GitHub does."""
    thread = comment.thread
    return thread if isinstance(thread, Issue) else _issue_side(thread)


def comment_pull_request(comment: Comment, _info: Info) -> PullRequest | None:
    """Return the pull request, when that is where the comment is."""
    return comment.thread if isinstance(comment.thread, PullRequest) else None


def comment_url(comment: Comment, info: Info) -> str:
    """Return the address of a comment on its thread's page."""
    return f"{url(comment.thread, info)}#issuecomment-{comment.full_database_id}"


def reactions(comment: Comment, _info: Info, **_args: Any) -> Counted:
    """Count the reactions; nobody can read who reacted."""
    return Counted(comment.reaction_count)


def _submitted(review: Review) -> tuple[int, ...]:
    return (review.submitted_at, review.full_database_id)


def _issue_side(pull: PullRequest) -> Issue:
    return Issue(
        id=pull.id,
        full_database_id=pull.full_database_id,
        number=pull.number,
        title=pull.title,
        body=pull.body,
        state="OPEN" if pull.state == "OPEN" else "CLOSED",
        created_at=pull.created_at,
        updated_at=pull.updated_at,
        closed_at=pull.closed_at,
        author=pull.author,
        author_association=pull.author_association,
        repository=pull.repository,
        label_list=pull.label_list,
        comment_count=pull.comment_count,
    )


RESOLVERS = {
    f"{kind}.{field}": resolver
    for kind in ("Issue", "PullRequest")
    for field, resolver in {
        "url": url,
        "closed": closed,
        "labels": labels,
        "comments": comments,
    }.items()
} | {
    "Issue.stateReason": state_reason,
    "PullRequest.merged": merged,
    "PullRequest.mergeCommit": merge_commit,
    "PullRequest.milestone": milestone,
    "PullRequest.files": files,
    "PullRequest.closingIssuesReferences": closing_issues,
    "PullRequest.reviews": reviews,
    "PullRequest.reviewDecision": review_decision,
    "PullRequest.baseRepository": own_repository,
    "PullRequest.headRepository": head_repository,
    "PullRequest.baseRefName": base_ref_name,
    "PullRequest.viewerDidAuthor": viewer_did_author,
    "PullRequestReview.url": review_url,
    "PullRequestReview.commit": review_commit,
    "PullRequestReview.comments": review_comments,
    "IssueComment.issue": comment_issue,
    "IssueComment.pullRequest": comment_pull_request,
    "IssueComment.url": comment_url,
    "IssueComment.reactions": reactions,
}
