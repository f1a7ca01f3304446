"""`sohoa types`: what kinds of paper are known."""

from __future__ import annotations

import click

from models.doctypes import document_types


@click.command()
@click.argument("type_id", required=False)
def command(type_id: str | None) -> None:
    """List document types, or the fields of TYPE_ID."""
    types = document_types()
    if type_id is None:
        for item in types.values():
            click.echo(f"{item.id:24} {item.title} ({item.english})")
        return
    if type_id not in types:
        raise click.UsageError(f"There is no type {type_id!r}; known: {', '.join(types)}.")
    for field in types[type_id].field:
        name = field.id + ("[]" if field.many else "")
        marks = [x for x in ("required", "critical", "sensitive") if getattr(field, x)]
        standard = ", ".join(x for x in (field.archive, field.minimum) if x)
        click.echo(f"{name:26} {field.kind:13} {','.join(marks):18} {standard:24} {field.title}")
