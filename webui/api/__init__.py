"""The API, version 1: what other systems read and write, under `/api/v1`.

It is an application of its own beside the pages: no session, no cookies, no forms. It is imported
when it is first asked for, so that a service that only serves pages stays as small as it was.
"""
