# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""How SendGrid treats scopes, as known in August 2026.

Only data: _teammate/scopes.py defines how it is used. Sources: Twilio's page "Teammate Permissions" (personas,
automatic scopes), Twilio's support article 27274820796059 (what a subuser entry accepts), and public reports of live
responses (the baseline, what cannot be assigned). Accounts differ by plan and age, so none of these lists decides what
may be asked for.
"""

from __future__ import annotations


def _scopes(names: str) -> frozenset[str]:
    return frozenset(names.split())


# Added to people automatically, and not assignable: documented and observed ones.
AUTOMATIC: frozenset[str] = _scopes(
    """
    2fa_exempt 2fa_required sender_verification_eligible sender_verification_exempt sender_verification_legacy
    signup.trigger_confirmation ui.confirm_email ui.provision ui.signup_complete
    """
)

# Added to every restricted subuser entry by the time it is read.
BASELINE: frozenset[str] = _scopes(
    """
    mail_settings.read partner_settings.read stats.read tracking_settings.read user.account.read user.credits.read
    user.email.read user.profile.read user.settings.enforced_tls.read user.timezone.read user.username.read
    """
)

# Listed for admins, but refused when assigned one by one.
UNASSIGNABLE: frozenset[str] = _scopes(
    """
    user.email.create user.email.delete user.email.update user.multifactor_authentication.create
    user.multifactor_authentication.delete user.multifactor_authentication.read user.multifactor_authentication.update
    user.password.create user.password.delete user.password.read user.password.update user.username.create
    user.username.delete user.username.update
    """
)

# Every scope seen in documentation or live responses.
KNOWN: frozenset[str] = _scopes(
    """
    2fa_exempt 2fa_required access_settings.activity.read access_settings.whitelist.create
    access_settings.whitelist.delete access_settings.whitelist.read access_settings.whitelist.update alerts.create
    alerts.delete alerts.read alerts.update api_keys.create api_keys.delete api_keys.read api_keys.update
    asm.groups.create asm.groups.delete asm.groups.read asm.groups.suppressions.create asm.groups.suppressions.delete
    asm.groups.suppressions.read asm.groups.suppressions.update asm.groups.update asm.suppressions.global.create
    asm.suppressions.global.delete asm.suppressions.global.read asm.suppressions.global.update billing.create
    billing.delete billing.read billing.update browsers.stats.read categories.create categories.delete categories.read
    categories.stats.read categories.stats.sums.read categories.update clients.desktop.stats.read
    clients.phone.stats.read clients.stats.read clients.tablet.stats.read clients.webmail.stats.read credentials.create
    credentials.delete credentials.read credentials.update design_library.create design_library.delete
    design_library.read design_library.update devices.stats.read di.bounce_block_classification.read email_activity.read
    email_testing.read email_testing.write geo.stats.read ips.assigned.read ips.create ips.delete ips.pools.create
    ips.pools.delete ips.pools.ips.create ips.pools.ips.delete ips.pools.ips.read ips.pools.ips.update ips.pools.read
    ips.pools.update ips.read ips.update ips.warmup.create ips.warmup.delete ips.warmup.read ips.warmup.update
    mail.batch.create mail.batch.delete mail.batch.read mail.batch.update mail.send
    mail_settings.address_whitelist.create mail_settings.address_whitelist.delete mail_settings.address_whitelist.read
    mail_settings.address_whitelist.update mail_settings.bcc.create mail_settings.bcc.delete mail_settings.bcc.read
    mail_settings.bcc.update mail_settings.bounce_purge.create mail_settings.bounce_purge.delete
    mail_settings.bounce_purge.read mail_settings.bounce_purge.update mail_settings.footer.create
    mail_settings.footer.delete mail_settings.footer.read mail_settings.footer.update
    mail_settings.forward_bounce.create mail_settings.forward_bounce.delete mail_settings.forward_bounce.read
    mail_settings.forward_bounce.update mail_settings.forward_spam.create mail_settings.forward_spam.delete
    mail_settings.forward_spam.read mail_settings.forward_spam.update mail_settings.plain_content.create
    mail_settings.plain_content.delete mail_settings.plain_content.read mail_settings.plain_content.update
    mail_settings.read mail_settings.spam_check.create mail_settings.spam_check.delete mail_settings.spam_check.read
    mail_settings.spam_check.update mail_settings.template.create mail_settings.template.delete
    mail_settings.template.read mail_settings.template.update mailbox_providers.stats.read marketing.automation.read
    marketing.read marketing_campaigns.create marketing_campaigns.delete marketing_campaigns.read
    marketing_campaigns.update messages.read newsletter.create newsletter.delete newsletter.read newsletter.update
    partner_settings.new_relic.create partner_settings.new_relic.delete partner_settings.new_relic.read
    partner_settings.new_relic.update partner_settings.read partner_settings.sendwithus.create
    partner_settings.sendwithus.delete partner_settings.sendwithus.read partner_settings.sendwithus.update
    recipients.erasejob.create recipients.erasejob.read sender_verification_eligible sender_verification_legacy
    signup.trigger_confirmation sso.settings.create sso.settings.delete sso.settings.read sso.settings.update
    sso.teammates.create sso.teammates.update stats.global.read stats.read subusers.create subusers.credits.create
    subusers.credits.delete subusers.credits.read subusers.credits.remaining.create subusers.credits.remaining.delete
    subusers.credits.remaining.read subusers.credits.remaining.update subusers.credits.update subusers.delete
    subusers.monitor.create subusers.monitor.delete subusers.monitor.read subusers.monitor.update subusers.read
    subusers.reputations.read subusers.stats.monthly.read subusers.stats.read subusers.stats.sums.read
    subusers.summary.read subusers.update suppression.blocks.create suppression.blocks.delete suppression.blocks.read
    suppression.blocks.update suppression.bounces.create suppression.bounces.delete suppression.bounces.read
    suppression.bounces.update suppression.create suppression.delete suppression.invalid_emails.create
    suppression.invalid_emails.delete suppression.invalid_emails.read suppression.invalid_emails.update suppression.read
    suppression.spam_reports.create suppression.spam_reports.delete suppression.spam_reports.read
    suppression.spam_reports.update suppression.unsubscribes.create suppression.unsubscribes.delete
    suppression.unsubscribes.read suppression.unsubscribes.update suppression.update teammates.create teammates.delete
    teammates.read teammates.update templates.create templates.delete templates.read templates.update
    templates.versions.activate.create templates.versions.activate.delete templates.versions.activate.read
    templates.versions.activate.update templates.versions.create templates.versions.delete templates.versions.read
    templates.versions.update tracking_settings.click.create tracking_settings.click.delete tracking_settings.click.read
    tracking_settings.click.update tracking_settings.google_analytics.create tracking_settings.google_analytics.delete
    tracking_settings.google_analytics.read tracking_settings.google_analytics.update tracking_settings.open.create
    tracking_settings.open.delete tracking_settings.open.read tracking_settings.open.update tracking_settings.read
    tracking_settings.subscription.create tracking_settings.subscription.delete tracking_settings.subscription.read
    tracking_settings.subscription.update ui.confirm_email ui.provision ui.signup_complete user.account.read
    user.credits.read user.email.create user.email.delete user.email.read user.email.update
    user.multifactor_authentication.create user.multifactor_authentication.delete user.multifactor_authentication.read
    user.multifactor_authentication.update user.password.create user.password.delete user.password.read
    user.password.update user.profile.create user.profile.delete user.profile.read user.profile.update
    user.scheduled_sends.create user.scheduled_sends.delete user.scheduled_sends.read user.scheduled_sends.update
    user.settings.enforced_tls.read user.settings.enforced_tls.update user.timezone.create user.timezone.delete
    user.timezone.read user.timezone.update user.username.create user.username.delete user.username.read
    user.username.update user.webhooks.event.settings.create user.webhooks.event.settings.delete
    user.webhooks.event.settings.read user.webhooks.event.settings.update user.webhooks.event.test.create
    user.webhooks.event.test.delete user.webhooks.event.test.read user.webhooks.event.test.update
    user.webhooks.parse.settings.create user.webhooks.parse.settings.delete user.webhooks.parse.settings.read
    user.webhooks.parse.settings.update user.webhooks.parse.stats.read validations.email.create validations.email.read
    whitelabel.create whitelabel.delete whitelabel.read whitelabel.update
    """
)

# Accepted in a restricted subuser entry.
SUBUSER_ENTRY: frozenset[str] = _scopes(
    """
    access_settings.activity.read access_settings.whitelist.create access_settings.whitelist.delete
    access_settings.whitelist.read access_settings.whitelist.update alerts.create alerts.delete alerts.read
    alerts.update api_keys.create api_keys.delete api_keys.read api_keys.update asm.groups.create asm.groups.delete
    asm.groups.read asm.groups.suppressions.create asm.groups.suppressions.delete asm.groups.suppressions.read
    asm.groups.suppressions.update asm.groups.update asm.suppressions.global.create asm.suppressions.global.delete
    asm.suppressions.global.read asm.suppressions.global.update browsers.stats.read categories.create categories.delete
    categories.read categories.stats.read categories.stats.sums.read categories.update clients.desktop.stats.read
    clients.phone.stats.read clients.stats.read clients.tablet.stats.read clients.webmail.stats.read credentials.create
    credentials.delete credentials.read credentials.update design_library.create design_library.delete
    design_library.read design_library.update devices.stats.read di.bounce_block_classification.read email_testing.read
    email_testing.write geo.stats.read ips.assigned.read ips.pools.create ips.pools.delete ips.pools.ips.create
    ips.pools.ips.delete ips.pools.ips.read ips.pools.ips.update ips.pools.read ips.pools.update ips.warmup.create
    ips.warmup.delete ips.warmup.read ips.warmup.update mail.batch.create mail.batch.delete mail.batch.read
    mail.batch.update mail.send mail_settings.address_whitelist.create mail_settings.address_whitelist.delete
    mail_settings.address_whitelist.read mail_settings.address_whitelist.update mail_settings.bcc.create
    mail_settings.bcc.delete mail_settings.bcc.read mail_settings.bcc.update mail_settings.bounce_purge.create
    mail_settings.bounce_purge.delete mail_settings.bounce_purge.read mail_settings.bounce_purge.update
    mail_settings.footer.create mail_settings.footer.delete mail_settings.footer.read mail_settings.footer.update
    mail_settings.forward_bounce.create mail_settings.forward_bounce.delete mail_settings.forward_bounce.read
    mail_settings.forward_bounce.update mail_settings.forward_spam.create mail_settings.forward_spam.delete
    mail_settings.forward_spam.read mail_settings.forward_spam.update mail_settings.plain_content.create
    mail_settings.plain_content.delete mail_settings.plain_content.read mail_settings.plain_content.update
    mail_settings.read mail_settings.spam_check.create mail_settings.spam_check.delete mail_settings.spam_check.read
    mail_settings.spam_check.update mail_settings.template.create mail_settings.template.delete
    mail_settings.template.read mail_settings.template.update mailbox_providers.stats.read marketing.automation.read
    marketing.read marketing_campaigns.create marketing_campaigns.delete marketing_campaigns.read
    marketing_campaigns.update messages.read partner_settings.new_relic.create partner_settings.new_relic.delete
    partner_settings.new_relic.read partner_settings.new_relic.update partner_settings.read
    partner_settings.sendwithus.create partner_settings.sendwithus.delete partner_settings.sendwithus.read
    partner_settings.sendwithus.update recipients.erasejob.create recipients.erasejob.read stats.global.read stats.read
    suppression.blocks.create suppression.blocks.delete suppression.blocks.read suppression.blocks.update
    suppression.bounces.create suppression.bounces.delete suppression.bounces.read suppression.bounces.update
    suppression.create suppression.delete suppression.invalid_emails.create suppression.invalid_emails.delete
    suppression.invalid_emails.read suppression.invalid_emails.update suppression.read suppression.spam_reports.create
    suppression.spam_reports.delete suppression.spam_reports.read suppression.spam_reports.update
    suppression.unsubscribes.create suppression.unsubscribes.delete suppression.unsubscribes.read
    suppression.unsubscribes.update suppression.update templates.create templates.delete templates.read templates.update
    templates.versions.activate.create templates.versions.activate.delete templates.versions.activate.read
    templates.versions.activate.update templates.versions.create templates.versions.delete templates.versions.read
    templates.versions.update tracking_settings.click.create tracking_settings.click.delete tracking_settings.click.read
    tracking_settings.click.update tracking_settings.google_analytics.create tracking_settings.google_analytics.delete
    tracking_settings.google_analytics.read tracking_settings.google_analytics.update tracking_settings.open.create
    tracking_settings.open.delete tracking_settings.open.read tracking_settings.open.update tracking_settings.read
    tracking_settings.subscription.create tracking_settings.subscription.delete tracking_settings.subscription.read
    tracking_settings.subscription.update user.account.read user.credits.read user.email.read
    user.scheduled_sends.create user.scheduled_sends.delete user.scheduled_sends.read user.scheduled_sends.update
    user.settings.enforced_tls.read user.settings.enforced_tls.update user.timezone.create user.timezone.delete
    user.timezone.read user.timezone.update user.username.read user.webhooks.event.settings.create
    user.webhooks.event.settings.delete user.webhooks.event.settings.read user.webhooks.event.settings.update
    user.webhooks.event.test.create user.webhooks.event.test.delete user.webhooks.event.test.read
    user.webhooks.event.test.update user.webhooks.parse.settings.create user.webhooks.parse.settings.delete
    user.webhooks.parse.settings.read user.webhooks.parse.settings.update user.webhooks.parse.stats.read
    whitelabel.create whitelabel.delete whitelabel.read whitelabel.update
    """
)

# What the personas grant. SendGrid does not report a persona, so these scopes identify it.
PERSONAS: dict[str, frozenset[str]] = {
    "accountant": _scopes(
        """
        2fa_exempt 2fa_required billing.create billing.delete billing.read billing.update browsers.stats.read
        categories.read categories.stats.read categories.stats.sums.read clients.desktop.stats.read
        clients.phone.stats.read clients.stats.read clients.tablet.stats.read clients.webmail.stats.read
        devices.stats.read geo.stats.read mail_settings.read mailbox_providers.stats.read partner_settings.read
        sender_verification_eligible sender_verification_legacy stats.global.read stats.read
        subusers.stats.monthly.read subusers.stats.read subusers.stats.sums.read tracking_settings.read
        user.account.read user.credits.read user.email.read user.profile.read user.profile.update
        user.settings.enforced_tls.read user.timezone.read user.username.read user.webhooks.parse.stats.read
        """
    ),
    "developer": _scopes(
        """
        2fa_exempt 2fa_required access_settings.activity.read access_settings.whitelist.create
        access_settings.whitelist.delete access_settings.whitelist.read access_settings.whitelist.update
        alerts.create alerts.delete alerts.read alerts.update api_keys.create api_keys.delete api_keys.read
        api_keys.update asm.groups.create asm.groups.delete asm.groups.read asm.groups.update browsers.stats.read
        categories.create categories.delete categories.read categories.stats.read categories.stats.sums.read
        categories.update clients.desktop.stats.read clients.phone.stats.read clients.stats.read
        clients.tablet.stats.read clients.webmail.stats.read devices.stats.read email_testing.read
        email_testing.write geo.stats.read ips.assigned.read ips.create ips.delete ips.pools.create ips.pools.delete
        ips.pools.ips.create ips.pools.ips.delete ips.pools.ips.read ips.pools.ips.update ips.pools.read
        ips.pools.update ips.read ips.update ips.warmup.create ips.warmup.delete ips.warmup.read ips.warmup.update
        mail.batch.create mail.batch.delete mail.batch.read mail.batch.update mail.send
        mail_settings.address_whitelist.read mail_settings.address_whitelist.update mail_settings.bcc.read
        mail_settings.bcc.update mail_settings.bounce_purge.read mail_settings.bounce_purge.update
        mail_settings.footer.read mail_settings.footer.update mail_settings.forward_bounce.read
        mail_settings.forward_bounce.update mail_settings.forward_spam.read mail_settings.forward_spam.update
        mail_settings.plain_content.read mail_settings.plain_content.update mail_settings.read
        mail_settings.spam_check.read mail_settings.spam_check.update mail_settings.template.read
        mail_settings.template.update mailbox_providers.stats.read marketing_campaigns.create
        marketing_campaigns.delete marketing_campaigns.read marketing_campaigns.update partner_settings.read
        sender_verification_eligible sender_verification_legacy stats.global.read stats.read
        subusers.stats.monthly.read subusers.stats.read subusers.stats.sums.read suppression.create
        suppression.delete suppression.read suppression.update templates.create templates.delete templates.read
        templates.update templates.versions.activate.create templates.versions.create templates.versions.delete
        templates.versions.read templates.versions.update tracking_settings.click.read
        tracking_settings.click.update tracking_settings.google_analytics.read
        tracking_settings.google_analytics.update tracking_settings.open.read tracking_settings.open.update
        tracking_settings.read tracking_settings.subscription.read tracking_settings.subscription.update
        user.account.read user.credits.read user.email.read user.profile.read user.profile.update
        user.scheduled_sends.create user.scheduled_sends.delete user.scheduled_sends.read
        user.scheduled_sends.update user.settings.enforced_tls.read user.timezone.read user.username.read
        user.webhooks.event.settings.read user.webhooks.event.settings.update user.webhooks.event.test.create
        user.webhooks.event.test.read user.webhooks.event.test.update user.webhooks.parse.settings.create
        user.webhooks.parse.settings.delete user.webhooks.parse.settings.read user.webhooks.parse.settings.update
        user.webhooks.parse.stats.read
        """
    ),
    "marketer": _scopes(
        """
        2fa_exempt 2fa_required alerts.create alerts.delete alerts.read alerts.update asm.groups.create
        asm.groups.delete asm.groups.read asm.groups.update browsers.stats.read categories.read
        categories.stats.read categories.stats.sums.read clients.desktop.stats.read clients.phone.stats.read
        clients.stats.read clients.tablet.stats.read clients.webmail.stats.read devices.stats.read
        email_testing.read email_testing.write geo.stats.read mail.batch.read mail_settings.read
        mail_settings.spam_check.read mail_settings.spam_check.update mailbox_providers.stats.read
        marketing_campaigns.create marketing_campaigns.delete marketing_campaigns.read marketing_campaigns.update
        partner_settings.read sender_verification_eligible sender_verification_legacy stats.global.read
        subusers.stats.monthly.read subusers.stats.read subusers.stats.sums.read suppression.create
        suppression.delete suppression.read suppression.update templates.create templates.delete templates.read
        templates.update templates.versions.activate.create templates.versions.create templates.versions.delete
        templates.versions.read templates.versions.update tracking_settings.click.read
        tracking_settings.click.update tracking_settings.google_analytics.read
        tracking_settings.google_analytics.update tracking_settings.open.read tracking_settings.open.update
        tracking_settings.read tracking_settings.subscription.read tracking_settings.subscription.update
        user.account.read user.credits.read user.email.read user.profile.read user.profile.update
        user.scheduled_sends.read user.settings.enforced_tls.read user.timezone.read user.username.read
        user.webhooks.parse.stats.read
        """
    ),
    "observer": _scopes(
        """
        2fa_exempt 2fa_required access_settings.activity.read access_settings.whitelist.read alerts.read
        api_keys.read asm.groups.read billing.read browsers.stats.read categories.read categories.stats.read
        categories.stats.sums.read clients.desktop.stats.read clients.phone.stats.read clients.stats.read
        clients.tablet.stats.read clients.webmail.stats.read devices.stats.read email_testing.read geo.stats.read
        ips.assigned.read ips.pools.ips.read ips.pools.read ips.read ips.warmup.read mail.batch.read
        mail_settings.address_whitelist.read mail_settings.bcc.read mail_settings.bounce_purge.update
        mail_settings.footer.read mail_settings.forward_bounce.read mail_settings.forward_spam.read
        mail_settings.plain_content.read mail_settings.read mail_settings.spam_check.read
        mail_settings.template.read mailbox_providers.stats.read messages.read partner_settings.new_relic.read
        partner_settings.read partner_settings.sendwithus.read sender_verification_eligible
        sender_verification_legacy stats.global.read stats.read subusers.credits.read
        subusers.credits.remaining.read subusers.monitor.read subusers.read subusers.reputations.read
        subusers.stats.monthly.read subusers.stats.read subusers.stats.sums.read subusers.summary.read
        suppression.read templates.read templates.versions.read tracking_settings.click.read
        tracking_settings.google_analytics.read tracking_settings.open.read tracking_settings.read
        tracking_settings.subscription.read user.account.read user.credits.read user.email.read user.profile.read
        user.profile.update user.scheduled_sends.read user.settings.enforced_tls.read user.timezone.read
        user.username.read user.webhooks.event.settings.read user.webhooks.event.test.read
        user.webhooks.parse.settings.read user.webhooks.parse.stats.read
        """
    ),
}
