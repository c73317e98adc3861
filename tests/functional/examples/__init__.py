# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Runs every example in the documentation.

`collecting` finds the blocks of code, `recognising` recognizes by its shape what a block is, and `stepping`, `commands`
and `requirements` turn it into something that can be run. `reader` is a person who follows a document, in the `world`
that documents assume; `reading` goes through a document, and `trying` tries one example.
"""
