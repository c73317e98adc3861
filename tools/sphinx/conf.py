# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Sphinx's configuration for the documentation. tools/docs_site.py runs Sphinx, and sets the version."""

from __future__ import annotations

project = "community.sendgrid"
project_copyright = "2026, The community.sendgrid authors"
html_title = "Single Sign-On on Twilio SendGrid, with Ansible"
html_short_title = project

extensions = ["sphinx.ext.intersphinx", "sphinx_antsibull_ext"]
# The few pages of Ansible's documentation to which ours links. tools/docs_site.py writes the inventory, so that nothing
# is fetched from the network.
intersphinx_mapping = {"ansible": ("https://docs.ansible.com/ansible/latest/", "ansible.inv")}
default_role = "any"
nitpicky = True

html_theme = "sphinx_ansible_theme"
html_theme_options = {
    "display_version": False,
    "documentation_home_url": "https://docs.ansible.com/",
    "navigation_depth": 2,
    "topbar_links": {
        "Repository": "https://github.com/ansible-collections/community.sendgrid",
        "Issues": "https://github.com/ansible-collections/community.sendgrid/issues",
        "Forum": "https://forum.ansible.com/tag/sendgrid",
    },
}
html_static_path = ["static"]
html_css_files = ["site.css"]
html_show_sphinx = False
html_use_index = False
html_copy_source = False
pygments_style = "ansible"
highlight_language = "yaml+jinja"
