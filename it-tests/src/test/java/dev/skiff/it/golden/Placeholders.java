package dev.skiff.it.golden;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbered names for the values of one case that differ from run to run. The same value has the
/// same name, so that identity still counts. What the case itself sent keeps its value.
final class Placeholders {
    /// What the server appends to a name it generates.
    static final String SUFFIX = "[bcdfghjklmnpqrstvwxz2456789]{5}";

    private static final Pattern UUID =
            Pattern.compile("\\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b");
    private static final Pattern TIME =
            Pattern.compile(
                    "\\b\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");
    private static final Pattern TOKEN = Pattern.compile("\\beyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+");
    private static final Pattern TOKEN_VOLUME =
            Pattern.compile("\\bkube-api-access-[a-z0-9]{5}\\b");
    private static final Pattern CURRENT = Pattern.compile("\\bcurrent: \\d+");
    private static final Pattern UNUSED_ADDRESS =
            Pattern.compile("(IPAddress\\.networking\\.k8s\\.io \\\\?\")\\d+\\.\\d+\\.\\d+\\.\\d+");
    private static final Pattern AGE = Pattern.compile("\\((\\d+[smhdy])+ ago\\)");
    private static final Pattern REVISION =
            Pattern.compile(
                    "(resource ?version)([^0-9]{0,12})(\\d+)( \\(\\d+\\))?",
                    Pattern.CASE_INSENSITIVE);

    private final String namespace;
    private final String tag;
    private final Sent sent;
    private final Map<String, String> places = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    /// Replaced wherever they occur as words of a text.
    private final Map<String, String> words = new LinkedHashMap<>();

    Placeholders(String namespace, String tag, Sent sent) {
        this.namespace = namespace;
        this.tag = tag;
        this.sent = sent;
    }

    Sent sent() {
        return sent;
    }

    /// The name of a value of some sort.
    String place(String sort, String value) {
        return places.computeIfAbsent(
                sort + " " + value,
                _ -> "<%s-%d>".formatted(sort, counts.merge(sort, 1, Integer::sum)));
    }

    /// As [#place], for a value that other texts will mention.
    String word(String sort, String value) {
        return words.computeIfAbsent(value, _ -> place(sort, value));
    }

    void generatedName(String base, String suffix) {
        words.put(base + suffix, base + place("suffix", suffix));
    }

    /// A text with everything in it replaced that differs from run to run.
    String text(String original) {
        String text = original;
        for (Map.Entry<String, String> word : words.entrySet()) {
            if (text.contains(word.getKey())) {
                text =
                        text.replaceAll(
                                "(?<![\\w.])" + Pattern.quote(word.getKey()) + "(?!\\w)",
                                Matcher.quoteReplacement(word.getValue()));
            }
        }
        text = text.replace(namespace, "<ns>").replace(tag, "<tag>");
        text = unlessSent(UUID, text, found -> place("uid", found.group()));
        text = unlessSent(TIME, text, _ -> "<time>");
        text = TOKEN.matcher(text).replaceAll("<token>");
        text = TOKEN_VOLUME.matcher(text).replaceAll("kube-api-access-<suffix>");
        text = CURRENT.matcher(text).replaceAll("current: <rv>");
        text = UNUSED_ADDRESS.matcher(text).replaceAll("$1<unused-address>");
        for (String base : sent.nameBases()) {
            text =
                    text.replaceAll(
                            Pattern.quote(base) + SUFFIX + "\\b",
                            Matcher.quoteReplacement(base + "<suffix>"));
        }
        text = AGE.matcher(text).replaceAll("(<age> ago)");
        return replace(REVISION, text, this::revision);
    }

    private String revision(MatchResult found) {
        return sent.hasWord(found.group(3))
                ? found.group()
                : found.group(1)
                        + found.group(2)
                        + "<rv>"
                        + (found.group(4) == null ? "" : " (<rv>)");
    }

    private String unlessSent(
            Pattern pattern, String text, Function<MatchResult, String> replacement) {
        return replace(
                pattern,
                text,
                found -> sent.contains(found.group()) ? found.group() : replacement.apply(found));
    }

    private static String replace(
            Pattern pattern, String text, Function<MatchResult, String> replacement) {
        return pattern.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(replacement.apply(found)));
    }
}
