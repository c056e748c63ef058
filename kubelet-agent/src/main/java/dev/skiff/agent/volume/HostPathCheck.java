package dev.skiff.agent.volume;

import io.fabric8.kubernetes.api.model.HostPathVolumeSource;
import java.nio.file.Path;
import java.util.Objects;

/// Whether a path of the machine is what a hostPath volume says it is, after making it where it
/// says so.
final class HostPathCheck {
    /// What came of the check.
    sealed interface Verdict {
        record Usable(Path path) implements Verdict {}

        record Unusable(String message) implements Verdict {}
    }

    private final PodFiles files;

    HostPathCheck(PodFiles files) {
        this.files = files;
    }

    Verdict check(HostPathVolumeSource source) {
        Path path = Path.of(source.getPath());
        PodFiles.Kind kind = files.kindOf(path);
        return switch (Objects.requireNonNullElse(source.getType(), "")) {
            case "" -> anything(path, kind);
            case "DirectoryOrCreate" -> orCreate(path, kind, PodFiles.Kind.DIRECTORY);
            case "FileOrCreate" -> orCreate(path, kind, PodFiles.Kind.FILE);
            case "Directory" -> only(path, kind, PodFiles.Kind.DIRECTORY, "a directory");
            case "File" -> only(path, kind, PodFiles.Kind.FILE, "a file");
            case "Socket" -> only(path, kind, PodFiles.Kind.SOCKET, "a socket file");
            case "CharDevice" ->
                    only(path, kind, PodFiles.Kind.CHARACTER_DEVICE, "a character device");
            case "BlockDevice" -> only(path, kind, PodFiles.Kind.BLOCK_DEVICE, "a block device");
            default -> new Verdict.Unusable(source.getType() + " is an invalid volume type");
        };
    }

    /// Engines make a directory of a path that isn't there.
    private Verdict anything(Path path, PodFiles.Kind kind) {
        return kind == PodFiles.Kind.NOTHING
                ? orCreate(path, kind, PodFiles.Kind.DIRECTORY)
                : new Verdict.Usable(path);
    }

    private Verdict orCreate(Path path, PodFiles.Kind kind, PodFiles.Kind wanted) {
        if (kind == PodFiles.Kind.NOTHING && wanted == PodFiles.Kind.DIRECTORY) {
            files.makeDirectory(path, 0755);
        } else if (kind == PodFiles.Kind.NOTHING) {
            files.writeFile(path, VolumeFile.ofText("", 0644));
        } else if (kind != wanted) {
            return only(
                    path, kind, wanted, wanted == PodFiles.Kind.FILE ? "a file" : "a directory");
        }
        return new Verdict.Usable(path);
    }

    private static Verdict only(Path path, PodFiles.Kind kind, PodFiles.Kind wanted, String words) {
        return kind == wanted
                ? new Verdict.Usable(path)
                : new Verdict.Unusable("hostPath type check failed: " + path + " is not " + words);
    }
}
