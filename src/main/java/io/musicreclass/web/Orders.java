package io.musicreclass.web;

import io.musicreclass.pipeline.Setup;

/** The settings that a daemon is started and served by. */
public record Orders(Setup setup, WebConfig web) {}
