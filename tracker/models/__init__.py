"""The tables, one file an idea."""

from tracker.models.annotation import Annotation
from tracker.models.approval import Approval
from tracker.models.claim import Claim, Verdict
from tracker.models.entry import Entry
from tracker.models.heartbeat import Heartbeat, Process
from tracker.models.leased import ACTIVE
from tracker.models.lens import Lens
from tracker.models.log_export import (
    ExportPhase,
    ExportState,
    LogExport,
    LogExportFile,
)
from tracker.models.proof import Proof
from tracker.models.reconciliation import Reconciliation
from tracker.models.rendered import RenderedFile
from tracker.models.repository import Repository
from tracker.models.resume import Resume, ResumeVersion
from tracker.models.sync import (
    NO_ROOM,
    Lane,
    Phase,
    RunState,
    SyncRun,
    SyncSkip,
    SyncStream,
    Trigger,
)
from tracker.records import Paper

__all__ = [
    "ACTIVE",
    "NO_ROOM",
    "Annotation",
    "Approval",
    "Claim",
    "Entry",
    "ExportPhase",
    "ExportState",
    "Heartbeat",
    "Lane",
    "Lens",
    "LogExport",
    "LogExportFile",
    "Paper",
    "Phase",
    "Process",
    "Proof",
    "Reconciliation",
    "RenderedFile",
    "Repository",
    "Resume",
    "ResumeVersion",
    "RunState",
    "SyncRun",
    "SyncSkip",
    "SyncStream",
    "Trigger",
    "Verdict",
]
