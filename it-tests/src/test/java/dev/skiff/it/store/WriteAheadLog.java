package dev.skiff.it.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The frames of a copied SQLite write-ahead log: a header of 32 bytes, then frames of 24 bytes and
/// a page each. The frames of the current run carry the salts of the header; those with a size in
/// their head end a commit.
final class WriteAheadLog {
    private static final int HEADER = 32;
    private static final int FRAME_HEADER = 24;
    private static final int SALTS_IN_HEADER = 16;
    private static final int SALTS_IN_FRAME = 8;
    private static final int COMMIT_SIZE_IN_FRAME = 4;
    private static final int PAGE_SIZE_IN_HEADER = 8;
    private static final int CHECKPOINTED_TO_IN_INDEX = 128;

    private final ByteBuffer bytes;
    private final int frameSize;

    WriteAheadLog(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
        this.frameSize =
                bytes.length < HEADER ? 0 : FRAME_HEADER + this.bytes.getInt(PAGE_SIZE_IN_HEADER);
    }

    /// Where the log may end with whole commits, in order: before the first one, after each.
    List<Integer> commitEnds() {
        List<Integer> ends = new ArrayList<>();
        ends.add(0);
        if (frameSize == 0) {
            return ends;
        }
        long salts = bytes.getLong(SALTS_IN_HEADER);
        for (int at = HEADER; at + frameSize <= bytes.capacity(); at += frameSize) {
            if (bytes.getLong(at + SALTS_IN_FRAME) != salts) {
                break;
            }
            if (bytes.getInt(at + COMMIT_SIZE_IN_FRAME) != 0) {
                ends.add(at + frameSize);
            }
        }
        return ends;
    }

    /// The end of what a checkpoint, running or done, has synced and may have brought into the
    /// database; from the copied index.
    int checkpointedTo(Path index) throws IOException {
        byte[] shared = Files.readAllBytes(index);
        int frames =
                ByteBuffer.wrap(shared)
                        .order(ByteOrder.nativeOrder())
                        .getInt(CHECKPOINTED_TO_IN_INDEX);
        return frames == 0 ? 0 : HEADER + frames * frameSize;
    }
}
