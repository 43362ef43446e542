package io.musicreclass.web;

import io.musicreclass.config.Settings;
import io.musicreclass.config.WebConfig;

/** The settings that a daemon is started and served by. */
public record ServerSettings(Settings setup, WebConfig web) {}
