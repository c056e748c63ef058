package dev.skiff.ctl;

/// How a command that acts on objects shows each: the value of its `-o`.
enum ResultFormat {
    /// What was done, in a line.
    TEXT(""),
    NAME("name"),
    YAML("yaml"),
    JSON("json");

    private final String flag;

    ResultFormat(String flag) {
        this.flag = flag;
    }

    /// Whether whole objects are shown rather than a line each.
    boolean showsObjects() {
        return this == YAML || this == JSON;
    }

    static ResultFormat parse(String value) {
        for (ResultFormat format : values()) {
            if (format.flag.equals(value)) {
                return format;
            }
        }
        throw new CommandFailure(
                "error: unable to match a printer suitable for the output format \""
                        + value
                        + "\", allowed formats are: json,name,yaml");
    }
}
