/**
 * Training methods that need libraries of their own: boosted trees by XGBoost, a linear model and a
 * support vector machine by Tribuo.
 *
 * <p>Takes rows of numbers with genres, gives heads that the program runs without these libraries.
 * Early stopping uses whole groups that were held out; then all rows are fitted. Never downloads
 * anything.
 */
@NullMarked
package io.musicreclass.train.extra;

import org.jspecify.annotations.NullMarked;
