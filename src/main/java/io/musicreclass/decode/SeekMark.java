package io.musicreclass.decode;

/**
 * A packet that can be found again.
 *
 * @param pos byte position in the file, or -1
 * @param pts time stamp in units of the stream
 * @param size bytes
 * @param crc CRC-32 of its bytes
 * @param frame frames decoded before it
 */
record SeekMark(long pos, long pts, int size, int crc, long frame) {}
