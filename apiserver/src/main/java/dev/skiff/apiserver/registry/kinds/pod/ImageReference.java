package dev.skiff.apiserver.registry.kinds.pod;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an image's name says about when to pull it.
final class ImageReference {
    private static final String PART = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
    private static final String HOST_PART = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
    private static final String HOST =
            "(?:" + HOST_PART + "(?:\\." + HOST_PART + ")*|\\[[a-fA-F0-9:]+])(?::[0-9]+)?";

    /// Group 1: the tag; group 2: the digest.
    private static final Pattern FORM =
            Pattern.compile(
                    "(?:"
                            + HOST
                            + "/)?"
                            + PART
                            + "(?:/"
                            + PART
                            + ")*(?::([\\w][\\w.-]{0,127}))?"
                            + "(@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?");

    private ImageReference() {}

    /// An image named without a tag, or by `latest`, may be another one tomorrow. Names that are no
    /// image's are left to the node to complain about.
    static String pullPolicy(String image) {
        if (!mayBeLatest(image)) {
            return "IfNotPresent";
        }
        Matcher parts = FORM.matcher(image);
        if (!parts.matches()) {
            return "IfNotPresent";
        }
        String tag = parts.group(1);
        boolean isLatest = tag == null ? parts.group(2) == null : tag.equals("latest");
        return isLatest ? "Always" : "IfNotPresent";
    }

    /// A first look, for the many images with a tag of their own.
    private static boolean mayBeLatest(String image) {
        int digestAt = image.indexOf('@');
        String name = digestAt < 0 ? image : image.substring(0, digestAt);
        boolean isTagged = name.lastIndexOf(':') > name.lastIndexOf('/');
        return isTagged ? name.endsWith(":latest") : digestAt < 0;
    }
}
