package dev.skiff.ctl;

import picocli.CommandLine.Option;

/// `-o`, for commands that tell of the objects they act on.
final class OutputOption {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "name, yaml or json instead of text")
    private String output = "";

    ResultFormat format() {
        return ResultFormat.parse(output);
    }
}
