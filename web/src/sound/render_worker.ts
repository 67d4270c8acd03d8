// Sound of a whole piece, away from the page. Written with the player.
export {};
