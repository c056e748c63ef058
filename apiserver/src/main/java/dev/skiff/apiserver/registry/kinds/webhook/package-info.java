/// What holds for configurations of admission webhooks. Start reading at
/// [dev.skiff.apiserver.registry.kinds.webhook.WebhookRules].
@NullMarked
package dev.skiff.apiserver.registry.kinds.webhook;

import org.jspecify.annotations.NullMarked;
