package dev.skiff.api.validation;

import java.util.ArrayList;
import java.util.List;

/// Rules for short texts: names, label keys and values, ports. Each gives what is wrong in
/// upstream's words; nothing when the text is fine. Loops, not regular expressions: labels are
/// checked on every write.
public final class TextRules {
    private static final String SUBDOMAIN =
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must"
                    + " start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is"
                    + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
    private static final String LABEL =
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and"
                    + " end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is"
                    + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
    private static final String LABEL_1035 =
            "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic"
                    + " character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for"
                    + " validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
    private static final String KEY_NAME =
            "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric"
                    + " character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is"
                    + " '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
    private static final String LABEL_VALUE =
            "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must"
                    + " start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex"
                    + " used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
    private static final String CONFIG_KEY =
            "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or"
                    + " 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";
    private static final String PERCENT =
            "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex"
                    + " used for validation is '[0-9]+%')";
    private static final String HTTP_HEADER =
            "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for"
                    + " validation is '[-A-Za-z0-9]+')";
    private static final String WILDCARD =
            "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist"
                    + " of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g."
                    + " '*.example.com', regex used for validation is"
                    + " '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
    private static final int MAX_LABEL = 63;
    private static final int MAX_SUBDOMAIN = 253;

    private TextRules() {}

    /// A DNS name as objects have: `example.com`.
    public static List<String> subdomain(String value) {
        List<String> wrong = new ArrayList<>(0);
        if (value.length() > MAX_SUBDOMAIN) {
            wrong.add(maxCharacters(MAX_SUBDOMAIN));
        }
        if (!isSubdomain(value)) {
            wrong.add(SUBDOMAIN);
        }
        return wrong;
    }

    /// All names of a domain: `*.example.com`.
    public static List<String> wildcardSubdomain(String value) {
        List<String> wrong = new ArrayList<>(0);
        if (value.length() > MAX_SUBDOMAIN) {
            wrong.add(maxCharacters(MAX_SUBDOMAIN));
        }
        if (!value.startsWith("*.") || !isSubdomain(value.substring(2))) {
            wrong.add(WILDCARD);
        }
        return wrong;
    }

    /// What upstream takes for the path of a URL.
    public static List<String> urlPath(String value) {
        boolean isPath =
                !value.isEmpty()
                        && value.chars()
                                .allMatch(
                                        c ->
                                                isAlphanumeric((char) c)
                                                        || "/-._~%!$&'()*+,;=:".indexOf(c) >= 0);
        return isPath
                ? List.of()
                : List.of(
                        "Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')");
    }

    /// One part of a DNS name.
    public static List<String> dnsLabel(String value) {
        List<String> wrong = new ArrayList<>(0);
        if (value.length() > MAX_LABEL) {
            wrong.add(maxCharacters(MAX_LABEL));
        }
        if (!isLabel(value, 0, value.length())) {
            wrong.add(isSubdomain(value) ? "must not contain dots" : LABEL);
        }
        return wrong;
    }

    /// One part of a DNS name that begins with a letter.
    public static List<String> dns1035Label(String value) {
        List<String> wrong = new ArrayList<>(0);
        if (value.length() > MAX_LABEL) {
            wrong.add(maxCharacters(MAX_LABEL));
        }
        if (!isLabel(value, 0, value.length()) || isDigit(value.charAt(0))) {
            wrong.add(LABEL_1035);
        }
        return wrong;
    }

    /// What can stand between two slashes of a path. A prefix is what a name will be made from.
    public static List<String> pathSegment(String value, boolean isPrefix) {
        List<String> wrong = new ArrayList<>(0);
        if (!isPrefix && (value.equals(".") || value.equals(".."))) {
            return List.of("may not be '" + value + "'");
        }
        for (String character : List.of("/", "%")) {
            if (value.contains(character)) {
                wrong.add("may not contain '" + character + "'");
            }
        }
        if (value.indexOf('\0') >= 0) {
            wrong.add("may not contain '\\x00'"); // no path that HTTP knows leads there
        }
        return wrong;
    }

    /// A label key, finalizer, taint key: `name`, or `example.com/name`.
    public static List<String> qualifiedName(String value) {
        int slash = value.indexOf('/');
        if (slash >= 0 && value.indexOf('/', slash + 1) >= 0) {
            return List.of(
                    "a valid label key "
                            + KEY_NAME
                            + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
        }
        List<String> wrong = new ArrayList<>(0);
        if (slash == 0) {
            wrong.add("prefix part must be non-empty");
        } else if (slash > 0) {
            addPrefixErrors(value.substring(0, slash), wrong);
        }
        String name = value.substring(slash + 1);
        if (name.isEmpty()) {
            wrong.add("name part must be non-empty");
        } else if (name.length() > MAX_LABEL) {
            wrong.add("name part " + maxBytes(MAX_LABEL));
        }
        if (name.isEmpty() || !isKeyName(name)) {
            wrong.add("name part " + KEY_NAME);
        }
        return wrong;
    }

    public static List<String> labelValue(String value) {
        List<String> wrong = new ArrayList<>(0);
        if (value.length() > MAX_LABEL) {
            wrong.add(maxBytes(MAX_LABEL));
        }
        if (!value.isEmpty() && !isKeyName(value)) {
            wrong.add(LABEL_VALUE);
        }
        return wrong;
    }

    /// A key of a ConfigMap or Secret: a file name.
    public static List<String> configKey(String value) {
        List<String> wrong = new ArrayList<>(0);
        if (value.length() > MAX_SUBDOMAIN) {
            wrong.add(maxCharacters(MAX_SUBDOMAIN));
        }
        if (value.isEmpty() || !value.chars().allMatch(c -> isKeyCharacter((char) c))) {
            wrong.add(CONFIG_KEY);
        }
        addRelativeDirectoryErrors(value, wrong);
        return wrong;
    }

    /// The name of an environment variable: any printable ASCII but `=`.
    public static List<String> environmentName(String value) {
        List<String> wrong = new ArrayList<>(0);
        if (value.isEmpty()) {
            wrong.add("environment variable name must be non-empty");
        }
        if (!value.chars().allMatch(c -> c >= ' ' && c < 0x7f && c != '=')) {
            wrong.add(
                    "a valid environment variable name must consist only of printable ASCII characters other than '='");
        }
        return wrong;
    }

    public static List<String> portName(String value) {
        List<String> wrong = new ArrayList<>(0);
        if (value.length() > 15) {
            wrong.add(maxCharacters(15));
        }
        if (value.isEmpty()
                || !value.chars().allMatch(c -> c == '-' || isLabelCharacter((char) c))) {
            wrong.add("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
        }
        if (value.chars().noneMatch(c -> c >= 'a' && c <= 'z')) {
            wrong.add("must contain at least one letter (a-z)");
        }
        if (value.contains("--")) {
            wrong.add("must not contain consecutive hyphens");
        }
        if (value.startsWith("-") || value.endsWith("-")) {
            wrong.add("must not begin or end with a hyphen");
        }
        return wrong;
    }

    public static List<String> portNumber(long value) {
        return inRange(value, 1, 65_535);
    }

    public static List<String> inRange(long value, long lowest, long highest) {
        return value >= lowest && value <= highest
                ? List.of()
                : List.of("must be between %d and %d, inclusive".formatted(lowest, highest));
    }

    public static List<String> percent(String value) {
        boolean isPercent =
                value.length() > 1
                        && value.endsWith("%")
                        && value.chars()
                                .limit(value.length() - 1L)
                                .allMatch(c -> isDigit((char) c));
        return isPercent ? List.of() : List.of(PERCENT);
    }

    public static List<String> httpHeaderName(String value) {
        boolean isName =
                !value.isEmpty()
                        && value.chars().allMatch(c -> c == '-' || isAlphanumeric((char) c));
        return isName ? List.of() : List.of(HTTP_HEADER);
    }

    public static String maxCharacters(int length) {
        return "must be no more than %d characters".formatted(length);
    }

    private static String maxBytes(int length) {
        return "must be no more than %d bytes".formatted(length);
    }

    private static void addPrefixErrors(String prefix, List<String> wrong) {
        if (prefix.length() > MAX_SUBDOMAIN) {
            wrong.add("prefix part " + maxBytes(MAX_SUBDOMAIN));
        }
        if (!isSubdomain(prefix)) {
            wrong.add("prefix part " + SUBDOMAIN);
        }
    }

    private static void addRelativeDirectoryErrors(String value, List<String> wrong) {
        if (value.equals(".") || value.equals("..")) {
            wrong.add("must not be '" + value + "'");
        } else if (value.startsWith("..")) {
            wrong.add("must not start with '..'");
        }
    }

    private static boolean isSubdomain(String value) {
        int start = 0;
        while (true) {
            int dot = value.indexOf('.', start);
            if (!isLabel(value, start, dot < 0 ? value.length() : dot)) {
                return false;
            }
            if (dot < 0) {
                return true;
            }
            start = dot + 1;
        }
    }

    private static boolean isLabel(String value, int from, int to) {
        if (from >= to
                || !isLabelCharacter(value.charAt(from))
                || !isLabelCharacter(value.charAt(to - 1))) {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = value.charAt(i);
            if (c != '-' && !isLabelCharacter(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isKeyName(String value) {
        if (!isAlphanumeric(value.charAt(0)) || !isAlphanumeric(value.charAt(value.length() - 1))) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            if (!isKeyCharacter(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isKeyCharacter(char c) {
        return isAlphanumeric(c) || c == '-' || c == '_' || c == '.';
    }

    private static boolean isLabelCharacter(char c) {
        return (c >= 'a' && c <= 'z') || isDigit(c);
    }

    private static boolean isAlphanumeric(char c) {
        return isLabelCharacter(c) || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
