package dev.skiff.agent.image;

import java.util.Optional;
import java.util.regex.Pattern;

/// The name of an image, with the tag `latest` where there is neither tag nor digest.
///
/// @param name as the engine knows it
public record ImageReference(String name) {
    private static final String PATH_PART = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
    private static final String DOMAIN =
            "(?:(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*"
                    + "|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?";
    private static final Pattern REFERENCE =
            Pattern.compile(
                    "(?:"
                            + DOMAIN
                            + "/)?"
                            + PATH_PART
                            + "(?:/"
                            + PATH_PART
                            + ")*"
                            + "(?<tag>:[\\w][\\w.-]{0,127})?(?<digest>@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?");

    /// @return empty if it is no image's name
    public static Optional<ImageReference> parse(String text) {
        var match = REFERENCE.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        boolean isComplete = match.group("tag") != null || match.group("digest") != null;
        return Optional.of(new ImageReference(isComplete ? text : text + ":latest"));
    }

    /// The registry's host as pull secrets name it.
    public String registry() {
        int slash = name.indexOf('/');
        String first = slash < 0 ? "" : name.substring(0, slash);
        boolean isHost = first.contains(".") || first.contains(":") || first.equals("localhost");
        return isHost ? first : "docker.io";
    }
}
