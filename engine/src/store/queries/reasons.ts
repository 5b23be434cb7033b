/** The reason of a claimed message that is to be cancelled: it turns to cancelled where it would go back into the queue. */
export const cancelAsked = 'cancel_asked';

/** The reason of a message that is sent once more because its answer was lost. A second time is not taken back. */
export const answerLost = 'answer_lost';

/** Whether a claimed message may be sent once more where its answer was lost: it is not to be cancelled, nor lost a second time. */
export const isFirstLossSql = `(reason IS DISTINCT FROM '${cancelAsked}' AND reason IS DISTINCT FROM '${answerLost}')`;
