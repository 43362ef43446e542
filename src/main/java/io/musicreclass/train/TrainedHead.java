package io.musicreclass.train;

import io.musicreclass.models.Card;
import io.musicreclass.models.ModelStore;

/**
 * A trained head.
 *
 * @param card its inputs, genres, accuracy and a golden vector, as a package's card has them
 * @param onnx writes the network as an ONNX file
 */
record TrainedHead(Card.Head card, ModelStore.Content onnx) {}
