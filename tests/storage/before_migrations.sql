CREATE TABLE cases (
	id VARCHAR(32) NOT NULL, 
	version INTEGER NOT NULL, 
	practice BOOLEAN NOT NULL, 
	owner VARCHAR(200), 
	title TEXT NOT NULL, 
	created VARCHAR(32) NOT NULL, 
	updated VARCHAR(32) NOT NULL, 
	state TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "cases" VALUES('3cc803f2ac43c7b98873cd90f7f7222a',1,0,NULL,'Error code: 403 - Project `proj_Ab3dAb3dAb3dAb3dAb3dAb3d` does not have access to model `gpt-4.1`','2026-11-20T09:00:00+00:00','2026-11-20T09:00:00+00:00','{"id":"3cc803f2ac43c7b98873cd90f7f7222a","created":"2026-11-20T09:00:00+00:00","report":{"text":"","kind":"error","facts":[{"name":"model","value":"gpt-5-nanoo","start":29,"end":40,"doubtful":false},{"name":"http_status","value":"404","start":12,"end":15,"doubtful":false},{"name":"provider","value":"openai","start":null,"end":null,"doubtful":false}],"errors":[{"cause_id":"model_not_found","category":"model_not_found","quote":"Error code: 404 - The model `gpt-5-nanoo` does not exist or you do not have access to it.","line":1,"start":18,"end":88,"quoted":false,"grade":"reported","rivals":[]}],"language":"en","masked":[]},"version":1,"practice":false,"owner":null,"corrections":{},"findings":[],"tried":[],"pending":null,"guide_id":null,"answers":{},"earlier":[{"text":"","kind":"error","facts":[{"name":"project_id","value":"proj_Ab3dAb3dAb3dAb3dAb3dAb3d","start":40,"end":69,"doubtful":false},{"name":"model","value":"gpt-4.1","start":102,"end":109,"doubtful":false},{"name":"http_status","value":"403","start":25,"end":28,"doubtful":false},{"name":"provider","value":"openai","start":null,"end":null,"doubtful":false}],"errors":[{"cause_id":"project_model_access","category":"project_model_access","quote":"Error code: 403 - Project `proj_Ab3dAb3dAb3dAb3dAb3dAb3d` does not have access to model `gpt-4.1`","line":2,"start":31,"end":100,"quoted":false,"grade":"reported","rivals":[]}],"language":"ja","masked":[]}],"note":"taken_new_error"}');
CREATE TABLE feedback (
	id INTEGER NOT NULL, 
	case_id VARCHAR(32), 
	at VARCHAR(32) NOT NULL, 
	category VARCHAR(64) NOT NULL, 
	cause VARCHAR(64), 
	said TEXT NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
);
INSERT INTO "feedback" VALUES(1,'3cc803f2ac43c7b98873cd90f7f7222a','2026-11-20T09:00:00+00:00','model_not_found','model_not_found','この判定は違います','Error code: 404 - The model `gpt-5-nanoo` does not exist or you do not have access to it.');
CREATE TABLE pastes (
	case_id VARCHAR(32) NOT NULL, 
	position INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (case_id, position), 
	FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
);
INSERT INTO "pastes" VALUES('3cc803f2ac43c7b98873cd90f7f7222a',0,'お世話になっております。
Error code: 403 - Project `proj_Ab3dAb3dAb3dAb3dAb3dAb3d` does not have access to model `gpt-4.1`');
INSERT INTO "pastes" VALUES('3cc803f2ac43c7b98873cd90f7f7222a',1,'Error code: 404 - The model `gpt-5-nanoo` does not exist or you do not have access to it.');
CREATE TABLE policy_changes (
	id VARCHAR(32) NOT NULL, 
	at VARCHAR(32) NOT NULL, 
	who VARCHAR(200) NOT NULL, 
	base_url VARCHAR(300) NOT NULL, 
	project_id VARCHAR(256) NOT NULL, 
	action VARCHAR(16) NOT NULL, 
	"before" TEXT NOT NULL, 
	"after" TEXT NOT NULL, 
	planned_hash VARCHAR(64) NOT NULL, 
	result VARCHAR(16) NOT NULL, 
	reason VARCHAR(32), 
	found TEXT, 
	request_ids TEXT NOT NULL, 
	finished VARCHAR(32), 
	undoes VARCHAR(32), 
	PRIMARY KEY (id)
);
INSERT INTO "policy_changes" VALUES('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','2026-11-20T09:00:00+00:00','command: ops','https://api.openai.com/v1','proj_Ab3dAb3dAb3dAb3dAb3dAb3d','allow','{"mode": "allow_list", "model_ids": ["o3"]}','{"mode": "allow_list", "model_ids": ["o3", "gpt-4.1"]}','ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff','applied',NULL,NULL,'["req_1"]','2026-11-20T09:00:01+00:00',NULL);
CREATE TABLE policy_grants (
	id VARCHAR(32) NOT NULL, 
	record_id VARCHAR(32), 
	base_url VARCHAR(300) NOT NULL, 
	project_id VARCHAR(256) NOT NULL, 
	mode VARCHAR(16) NOT NULL, 
	wanted TEXT NOT NULL, 
	ids TEXT NOT NULL, 
	former TEXT NOT NULL, 
	until VARCHAR(32) NOT NULL, 
	ended VARCHAR(32), 
	PRIMARY KEY (id)
);
INSERT INTO "policy_grants" VALUES('bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','https://api.openai.com/v1','proj_Ab3dAb3dAb3dAb3dAb3dAb3d','allow_list','["gpt-4.1"]','["gpt-4.1"]','["o3"]','2026-12-20T09:00:00+00:00',NULL);
CREATE TABLE policy_locks (
	base_url VARCHAR(300) NOT NULL, 
	project_id VARCHAR(256) NOT NULL, 
	holder VARCHAR(32), 
	until FLOAT NOT NULL, 
	PRIMARY KEY (base_url, project_id)
);
CREATE INDEX ix_cases_owner ON cases (owner);
CREATE INDEX ix_cases_updated ON cases (updated);
CREATE INDEX ix_policy_changes_project_id ON policy_changes (project_id);
CREATE INDEX ix_policy_changes_at ON policy_changes (at);
CREATE INDEX ix_policy_grants_project_id ON policy_grants (project_id);
CREATE INDEX ix_policy_grants_until ON policy_grants (until);
CREATE INDEX ix_feedback_case_id ON feedback (case_id);

