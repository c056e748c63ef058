package dev.skiff.it.kubectl;

import java.util.List;
import java.util.regex.Pattern;

/// Takes out of an output what differs from run to run: names the server makes, addresses, times,
/// revisions, and what kubectl logs beside it.
final class Normaliser {
    private record Rule(Pattern pattern, String replacement) {}

    private static final String SUFFIX = "[bcdfghjklmnpqrstvwxz2456789]{5}";
    private static final String HASH = "[bcdfghjklmnpqrstvwxz2456789]{8,10}";
    /// As long as a transcript may take, so that amounts such as `500m` of a CPU stay.
    private static final String AGE = "(?:\\d(?:m(?:\\d{1,2}s)?|s)|1?\\d\\ds)";

    private static final List<Rule> RULES =
            List.of(
                    rule("\u001b\\[[0-9;]*m", ""),
                    rule("GitCommit:\"[^\"]*\"", "GitCommit:\"<commit>\""),
                    rule("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "<uid>"),
                    rule("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\+0000 UTC", "<time>"),
                    rule("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z", "<time>"),
                    rule(
                            "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d\\d \\w{3} \\d{4} [0-9:]{8} [+-]\\d{4}",
                            "<time>"),
                    rule("-" + HASH + "-" + SUFFIX + "\\b", "-<hash>-<suffix>"),
                    rule("kube-api-access-" + SUFFIX, "kube-api-access-<suffix>"),
                    rule("ConfigMapOptional: +<nil>", "Optional:  false"), // before 1.33
                    rule("^([a-z]+-)" + SUFFIX + "(?=\\s)", "$1<suffix>"),
                    rule("(pod-template-hash[=:] ?\"?)" + HASH, "$1<hash>"),
                    rule(
                            "(replicaset.apps/[a-z]+-|ReplicaSet:? +\"?[a-z]+-|replica set [\"]?[a-z]+-|^[a-z]+-)"
                                    + HASH
                                    + "\\b",
                            "$1<hash>"),
                    rule("([a-z]-)" + HASH + "( \\(\\d+/\\d+)", "$1<hash>$2"),
                    rule("^[IWE]\\d{4} [0-9:.]+ +\\d+ [a-z_]+\\.go:\\d+] .*\\R?", ""),
                    rule("\\b(?:10|127|172|192)\\.\\d+\\.\\d+\\.\\d+(:\\d+)?", "<address>"),
                    rule("(resourceVersion: )\"\\d+\"", "$1\"<rv>\""),
                    rule("(Resource Version: +)\\d+", "$1<rv>"),
                    rule("(resource version to be \\d+, was )\\d+", "$1<rv>"),
                    rule("(Too large resource version: \\d+, current: )\\d+", "$1<rv>"),
                    rule("(\"resourceVersion\": )\"\\d+\"", "$1\"<rv>\""),
                    rule("\\b" + AGE + " ago", "<age> ago"),
                    rule("(?<=\\s)" + AGE + "(?=\\s|$)", "<age>"),
                    rule("<age> \\(x\\d+ over " + AGE + "\\)", "<age>"),
                    rule("v1\\.36\\.\\d+\\+skiff[^\\s\"]*", "v1.36.x+skiff"));

    private Normaliser() {}

    private static Rule rule(String pattern, String replacement) {
        return new Rule(Pattern.compile(pattern, Pattern.MULTILINE), replacement);
    }

    /// Runs of blanks become one, as the width of a column depends on what stood in it.
    static String normalise(String output) {
        String text = output;
        for (Rule rule : RULES) {
            text = rule.pattern().matcher(text).replaceAll(rule.replacement());
        }
        return text.replaceAll("(?<=\\S)[ \\t]{2,}", "  ").replaceAll("(?m)[ \\t]+$", "").strip();
    }
}
