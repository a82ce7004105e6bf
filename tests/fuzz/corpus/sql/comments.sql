/* AS OF SCN 1 */ SELECT -- ; no end
 "a;b", `c`, [d], 'it''s', x'0aFF', 1.5e-3, .5, 0x1f FROM t AS/**/OF/*c*/SCN--
5 /* open
