package dev.skiff.agent.runtime.docker;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// The program that runs in a sandbox, as a static executable of 256 bytes that needs no compiler
/// and no registry. Its source is in `src/main/sandbox`, one file for each architecture.
final class SandboxProgram {
    static final String PATH = "/pause";

    private static final String AMD64 =
            "b80d000000bf11000000488d354f00000031d241ba080000000f05b80e00000031ff"
                    + "488d352f00000031d241ba080000000f05b880000000488d3d1900000031f631d241"
                    + "ba080000000f0585c07ee4b83c00000031ff0f050240000000000000010000000000"
                    + "0000000000000000000000000000000000000000000000000000";
    private static final String ARM64 =
            "c81080d2200280d201030010020080d2030180d2010000d4e81080d2000080d20102"
                    + "0010020080d2030180d2010000d4281180d260010010010080d2020080d2030180d2"
                    + "010000d41f0000712dffff54a80b80d2000080d2010000d41f2003d5024000000000"
                    + "000001000000000000000000000000000000000000000000000000000000"
                    + "00000000";

    private static final int ELF_HEADER_BYTES = 64;
    private static final int PROGRAM_HEADER_BYTES = 56;
    private static final long LOAD_ADDRESS = 0x400000;
    private static final int TAR_BLOCK_BYTES = 512;

    private SandboxProgram() {}

    /// An image's file system as a tar: the program and nothing else.
    ///
    /// @param architecture `amd64` or `arm64`
    static byte[] tarFor(String architecture) {
        byte[] program = executableFor(architecture);
        int padded = (program.length + TAR_BLOCK_BYTES - 1) / TAR_BLOCK_BYTES * TAR_BLOCK_BYTES;
        ByteBuffer tar = ByteBuffer.allocate(TAR_BLOCK_BYTES + padded + 2 * TAR_BLOCK_BYTES);
        tar.put(0, tarHeader(PATH.substring(1), program.length));
        tar.put(TAR_BLOCK_BYTES, program);
        return tar.array();
    }

    static byte[] executableFor(String architecture) {
        return switch (architecture) {
            case "amd64" -> executable(HexFormat.of().parseHex(AMD64), (short) 62);
            case "arm64" -> executable(HexFormat.of().parseHex(ARM64), (short) 183);
            default ->
                    throw new UnsupportedOperationException(
                            "no sandbox program for architecture '"
                                    + architecture
                                    + "'; there is one for amd64 and arm64");
        };
    }

    /// An ELF header, one program header that loads the whole file, and the code.
    private static byte[] executable(byte[] code, short machine) {
        int headers = ELF_HEADER_BYTES + PROGRAM_HEADER_BYTES;
        int size = headers + code.length;
        ByteBuffer elf = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).putLong(0);
        elf.putShort((short) 2).putShort(machine).putInt(1); // an executable, version 1
        elf.putLong(LOAD_ADDRESS + headers).putLong(ELF_HEADER_BYTES).putLong(0);
        elf.putInt(0).putShort((short) ELF_HEADER_BYTES);
        elf.putShort((short) PROGRAM_HEADER_BYTES).putShort((short) 1);
        elf.putShort((short) 0).putShort((short) 0).putShort((short) 0); // no sections
        elf.putInt(1).putInt(5).putLong(0); // load from the start, to read and execute
        elf.putLong(LOAD_ADDRESS).putLong(LOAD_ADDRESS);
        elf.putLong(size).putLong(size).putLong(0x10000);
        return elf.put(code).array();
    }

    private static byte[] tarHeader(String name, int sizeBytes) {
        ByteBuffer header = ByteBuffer.allocate(TAR_BLOCK_BYTES);
        header.put(0, ascii(name));
        header.put(100, ascii("0000755"));
        header.put(108, ascii("0000000"));
        header.put(116, ascii("0000000"));
        header.put(124, ascii(String.format("%011o", sizeBytes)));
        header.put(136, ascii("00000000000"));
        header.put(148, ascii("        ")); // the check sum counts itself as spaces
        header.put(156, ascii("0"));
        header.put(257, ascii("ustar\u000000"));
        int sum = 0;
        for (byte value : header.array()) {
            sum += value & 0xff;
        }
        header.put(148, ascii(String.format("%06o\u0000 ", sum)));
        return header.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
