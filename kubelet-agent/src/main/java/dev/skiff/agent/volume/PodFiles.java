package dev.skiff.agent.volume;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// The node's file system, as far as pods need it. Paths are absolute. Thread-safe for different
/// pods.
public interface PodFiles {
    /// What is at a path, links followed.
    enum Kind {
        NOTHING,
        FILE,
        DIRECTORY,
        SOCKET,
        CHARACTER_DEVICE,
        BLOCK_DEVICE
    }

    /// Makes a directory and those above it; one that is there keeps its permissions.
    ///
    /// @throws NodeDiskException if the disk refuses, here and in all other methods
    void makeDirectory(Path directory, int mode);

    /// Writes a file and makes the directories above it.
    void writeFile(Path file, VolumeFile content);

    /// Replaces all files of a volume at once: a reader sees all old ones or all new ones.
    ///
    /// @param files by path relative to the directory
    void replaceAll(Path directory, SortedMap<String, VolumeFile> files);

    /// The last bytes of a file.
    Optional<byte[]> readEnd(Path file, int limitBytes);

    Kind kindOf(Path path);

    /// Finds a path below a volume's directory and makes it a directory if there is nothing.
    ///
    /// @return empty if it leads out of the volume
    Optional<Path> below(Path directory, String relative);

    /// The names in a directory, sorted; none if it isn't there.
    List<String> names(Path directory);

    /// Deletes a file or a directory with all that is in it. Links are not followed.
    void delete(Path path);
}
