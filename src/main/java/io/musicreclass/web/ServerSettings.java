package io.musicreclass.web;

import io.musicreclass.config.Settings;
import io.musicreclass.config.WebConfig;

/** The settings of the daemon and of its HTTP server. */
public record ServerSettings(Settings setup, WebConfig web) {}
