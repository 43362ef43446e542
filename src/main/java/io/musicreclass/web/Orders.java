package io.musicreclass.web;

import io.musicreclass.config.Setup;
import io.musicreclass.config.WebConfig;

/** The settings that a daemon is started and served by. */
public record Orders(Setup setup, WebConfig web) {}
