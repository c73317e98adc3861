# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""What it takes to run every example that the documentation shows.

`collecting` finds the blocks of code, `recognising` tells by its shape what a block is, and `stepping`, `commands` and
`requirements` make of it what can be run. `reader` is who does what a document says, in the `world` that documents take
for granted; `reading` goes through a document, and `trying` tries one example.
"""
