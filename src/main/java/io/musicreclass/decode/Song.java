package io.musicreclass.decode;

import io.musicreclass.track.TrackId;

/** What the survey of a file learned about its audio. */
record Song(TrackId id, String codec, int sampleRate, int channels, double seconds) {}
