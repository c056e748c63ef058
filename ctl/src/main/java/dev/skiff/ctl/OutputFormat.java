package dev.skiff.ctl;

/// The value of `-o`.
enum OutputFormat {
    TABLE(""),
    WIDE("wide"),
    YAML("yaml"),
    JSON("json"),
    NAME("name");

    private final String flag;

    OutputFormat(String flag) {
        this.flag = flag;
    }

    static OutputFormat parse(String value) {
        for (OutputFormat format : values()) {
            if (format.flag.equals(value)) {
                return format;
            }
        }
        throw new CommandFailure(
                "error: unable to match a printer suitable for the output format \""
                        + value
                        + "\", allowed formats are: json,name,wide,yaml");
    }

    boolean isTable() {
        return this == TABLE || this == WIDE;
    }
}
