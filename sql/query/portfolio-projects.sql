-- Projects that are in a portfolio themselves, not through a mission.
SELECT owner AS code FROM project_portfolio WHERE portfolio = $portfolio ORDER BY owner
