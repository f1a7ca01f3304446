"""The Celery application: it carries wake-ups, nothing else."""

from __future__ import annotations

from celery import Celery

from models.settings import Settings

WORK = "sohoa.work"
# Any job; and jobs that a person at the counter waits for, which have a worker of their own.
PAGES_QUEUE, COUNTER_QUEUE = "sohoa.pages", "sohoa.counter"
# A child that hangs beyond all limits of the reading is ended; its job has been given to another.
_HANGS_S = 3600


def create_app(settings: Settings, broker_url: str) -> Celery:
    """An application on the broker at `broker_url`, without any task."""
    app = Celery("sohoa", broker=broker_url, set_as_current=False)
    app.conf.update(
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        task_ignore_result=True,
        task_time_limit=_HANGS_S,
        task_default_queue=PAGES_QUEUE,
        worker_prefetch_multiplier=1,
        worker_max_memory_per_child=settings.worker_memory_mb * 1000,
        worker_hijack_root_logger=False,
        worker_redirect_stdouts=False,
        worker_send_task_events=False,
        worker_cancel_long_running_tasks_on_connection_loss=False,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_transport_options={
            "socket_connect_timeout": 5,
            "socket_timeout": 30,
            "socket_keepalive": True,
            "health_check_interval": 10,
        },
        enable_utc=True,
    )
    return app
