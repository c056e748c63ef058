package dev.skiff.it.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Json;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What every answer has to be: success or the client's fault, in a Status that is one, without a
/// word of how the server is made.
final class AnswerRules {
    private static final int REFUSED = 400;
    private static final int FAILED = 500;

    /// An error that Kubernetes itself gives for what is the client's fault.
    ///
    /// @param reason why it does so
    private record Allowed(int status, String message, String reason) {
        boolean covers(int other, String text) {
            return status == other && Pattern.compile(message, Pattern.DOTALL).matcher(text).find();
        }
    }

    private static final List<Allowed> ALLOWED =
            List.of(
                    new Allowed(
                            500,
                            "^resourceVersion: Invalid value: ",
                            "versions are parsed below the code that knows of bad requests"),
                    new Allowed(
                            500,
                            "^failed to create typed patch object ",
                            "an applied object that does not fit its schema"),
                    new Allowed(
                            500,
                            "^failed to convert new object .* to proper version: ",
                            "an applied object whose texts do not parse"),
                    new Allowed(
                            500,
                            "^The order in patch list:\n",
                            "$setElementOrder against the patch's own order"),
                    new Allowed(500, "^unknown patch type: ", "a $patch directive that is none"),
                    new Allowed(
                            500,
                            "does not contain declared merge key: ",
                            "an element of a strategic patch without what identifies it"),
                    new Allowed(
                            500,
                            "^merging lists cannot yet be specified in the patch$",
                            "a $patch directive that lists do not know"),
                    new Allowed(
                            500,
                            "^Non-matching dry-run options in request and content: ",
                            "an eviction that says it both ways"),
                    new Allowed(
                            500,
                            "^This pod has more than one PodDisruptionBudget",
                            "what eviction does not support"),
                    new Allowed(
                            500,
                            "^resourceVersion should not be set on objects to be created",
                            "noticed by the store, below the code that knows of bad requests"),
                    new Allowed(
                            503,
                            "^node .* is not connected$",
                            "there is no node, whatever an object says"),
                    new Allowed(
                            504,
                            "^Timeout: Too large resource version: ",
                            "a version that has not been reached"));

    private static final Pattern INNARDS =
            Pattern.compile(
                    "\\b(java|javax|jdk|sun|com\\.fasterxml|com\\.google|org\\.eclipse|org\\.sqlite|io\\.etcd|dev\\.skiff)(\\.[a-z0-9]+)*\\.[A-Z]\\w+"
                            + "|\\bat [\\w.$]+\\(\\w+\\.java:\\d+\\)"
                            + "|\\b[A-Z]\\w+Exception\\b|StackOverflowError|OutOfMemoryError"
                            + "|JsonNode|ObjectNode|\\[B@[0-9a-f]+");

    private AnswerRules() {}

    /// What is wrong with it, if anything is.
    static Optional<String> problem(Answer answer) {
        String text = answer.text();
        if (INNARDS.matcher(text).find()) {
            return Optional.of("tells of its innards: " + shortened(text));
        }
        if (answer.status() < REFUSED || !answer.isJson()) {
            return answer.status() < FAILED
                    ? Optional.empty()
                    : Optional.of(answer.status() + " " + shortened(text));
        }
        return answer.body().length == 0 ? Optional.empty() : statusProblem(answer, text);
    }

    private static Optional<String> statusProblem(Answer answer, String text) {
        JsonNode status;
        try {
            status = Json.mapper().readTree(answer.body());
        } catch (IOException e) {
            return Optional.of("the Status is no JSON: " + e.getMessage() + ": " + shortened(text));
        }
        boolean isStatus =
                status.path("kind").asText().equals("Status")
                        && status.path("status").asText().equals("Failure")
                        && status.path("code").asInt() == answer.status()
                        && !status.path("message").asText().isEmpty();
        if (!isStatus) {
            return Optional.of("no Status of a failure: " + shortened(text));
        }
        String message = status.path("message").asText();
        boolean isAllowed =
                answer.status() < FAILED
                        || ALLOWED.stream().anyMatch(a -> a.covers(answer.status(), message));
        return isAllowed
                ? Optional.empty()
                : Optional.of(answer.status() + " " + shortened(message));
    }

    static String shortened(String text) {
        return text.length() <= 400 ? text : text.substring(0, 400) + "…";
    }
}
