"""The routes of files."""

from parley.files.api import content, panel, uploads

ROUTES = (*uploads.ROUTES, *content.ROUTES, *panel.ROUTES)
