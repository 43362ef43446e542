package io.musicreclass.train;

/**
 * A column of a data set's table that is one of the 518 features.
 *
 * @param table its name in the table
 * @param feature its name among the 518
 * @param variance whether the table has the square of the feature
 * @param weight what the standardised feature is multiplied by
 */
record TableColumn(String table, String feature, boolean variance, double weight) {}
