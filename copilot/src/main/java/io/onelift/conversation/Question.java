package io.onelift.conversation;

import io.onelift.resolve.Access;
import java.util.Optional;

/**
 * Something a person asks, in Chinese, English or both.
 *
 * @param text as typed
 * @param conversationId of the reply this follows; empty or unknown begins a new conversation
 * @param access what the asker may see
 */
public record Question(String text, Optional<String> conversationId, Access access) {}
