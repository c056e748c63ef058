package dev.skiff.agent.volume;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One file of a volume.
///
/// @param content not to be changed
/// @param mode its permissions, such as `0644`
public record VolumeFile(byte[] content, int mode) {
    public static VolumeFile ofText(String content, int mode) {
        return new VolumeFile(content.getBytes(StandardCharsets.UTF_8), mode);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VolumeFile(byte[] thatContent, int thatMode)
                && mode == thatMode
                && Arrays.equals(content, thatContent);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(content) + mode;
    }

    /// Without the content, which may be secret.
    @Override
    public String toString() {
        return content.length + " bytes, mode " + Integer.toOctalString(mode);
    }
}
