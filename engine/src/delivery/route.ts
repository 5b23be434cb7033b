/** Name of the route of the test mode: it leads to the built-in simulator, and so to no phone. */
export const simulatorRoute = 'simulator';
