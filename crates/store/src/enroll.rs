//! A whole register at once: regions, offices, what they owe and by when.

use crate::change::Change;
use crate::error::StoreError;
use crate::journal::Note;
use crate::offices::{Office, Region, initials};
use crate::open::Store;
use crate::register::end_of;
use mingzhang_model::{Level, Text, text};
use sqlx::FromRow;
use std::collections::BTreeMap;

/// An office owes a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolled {
    /// The regions from the largest to the office's own.
    pub regions: Vec<String>,
    /// The department that the unit belongs to; what is known stays if there is none.
    pub department: Option<String>,
    /// Full name of the office.
    pub office: String,
    /// Unit or department.
    pub level: Level,
    /// The year.
    pub year: i32,
    /// `budget` or `final-accounts`.
    pub kind: &'static str,
    /// When it was approved, as in 2024-02-20; what is known stays if there is none.
    pub approved_on: Option<String>,
    /// The last day to publish it; what is known stays if there is none.
    pub due_on: Option<String>,
}

/// What a register changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Enrolment {
    /// Regions that are new.
    pub regions: usize,
    /// Offices that are new.
    pub offices: Vec<String>,
    /// Units that come under another department.
    pub moved: Vec<String>,
    /// Documents that are newly owed.
    pub documents: usize,
    /// Documents that get another deadline.
    pub scheduled: usize,
    /// Lines that change nothing.
    pub unchanged: usize,
    /// Lines, by their place among those given, that contradict what is known, and why.
    pub problems: Vec<(usize, Text)>,
}

/// A register that somebody is about to import.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct PendingImport {
    /// Name of the file.
    pub name: String,
    /// Its digest.
    pub digest: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A document, as far as the register is concerned.
#[derive(Clone, FromRow)]
struct Known {
    id: i64,
    office: i64,
    year: i64,
    kind: String,
    approved_on: Option<String>,
    due_on: Option<String>,
}

/// What is known already, and what comes to it.
struct Enroller {
    regions: Vec<Region>,
    offices: BTreeMap<(i64, String), Office>,
    documents: BTreeMap<(i64, i64, String), Known>,
    new_offices: Vec<Office>,
    moved: Vec<(i64, i64)>,
    new_documents: Vec<Known>,
    rescheduled: Vec<Known>,
    done: Enrolment,
}

impl Change {
    /// Puts a register on record; `source` says where it comes from. Whoever only wants to know what it would change does
    /// not keep the change, nor does whoever is told of problems.
    ///
    /// # Errors
    /// The database fails.
    pub async fn enroll(&mut self, lines: &[Enrolled], source: &str) -> Result<Enrolment, StoreError> {
        let mut enroller = self.enroller().await?;
        let departments = lines.iter().filter(|line| line.level == Level::Department);
        // Departments come first: units refer to them, wherever they stand.
        let mut next = self.last("office").await?;
        for line in departments.clone() {
            let region = self.path(&mut enroller, &line.regions).await?;
            enroller.office(region, &line.office, "department", &mut next);
        }
        for line in lines {
            let region = self.path(&mut enroller, &line.regions).await?;
            if let Some(department) = &line.department {
                enroller.office(region, department, "department", &mut next);
            }
        }
        for (at, line) in lines.iter().enumerate() {
            let region = self.path(&mut enroller, &line.regions).await?;
            enroller.take(at, line, region, &mut next);
        }
        self.put_enrolled(&mut enroller, source).await?;
        Ok(enroller.done)
    }

    async fn enroller(&mut self) -> Result<Enroller, StoreError> {
        let regions = sqlx::query_as::<_, Region>("SELECT * FROM region").fetch_all(&mut *self.transaction);
        let regions = regions.await?;
        let offices = sqlx::query_as::<_, Office>("SELECT * FROM office").fetch_all(&mut *self.transaction);
        let offices = offices.await?;
        let documents =
            sqlx::query_as::<_, Known>("SELECT id, office, year, kind, approved_on, due_on FROM document");
        let documents = documents.fetch_all(&mut *self.transaction).await?;
        Ok(Enroller {
            regions,
            offices: offices.into_iter().map(|o| ((o.region, o.name.clone()), o)).collect(),
            documents: documents.into_iter().map(|d| ((d.office, d.year, d.kind.clone()), d)).collect(),
            new_offices: Vec::new(),
            moved: Vec::new(),
            new_documents: Vec::new(),
            rescheduled: Vec::new(),
            done: Enrolment::default(),
        })
    }

    /// The region at the end of a path; made where it is missing.
    async fn path(&mut self, enroller: &mut Enroller, names: &[String]) -> Result<i64, StoreError> {
        let mut parent = None;
        for name in names {
            let known = enroller.regions.iter().find(|r| r.parent == parent && r.name == *name);
            let id = if let Some(known) = known {
                known.id
            } else {
                let id = self.region(name, parent).await?;
                enroller.regions.push(Region { id, name: name.clone(), parent });
                enroller.done.regions += 1;
                id
            };
            parent = Some(id);
        }
        parent.ok_or(StoreError::Misplaced)
    }

    async fn last(&mut self, kind: &'static str) -> Result<i64, StoreError> {
        // The next one is not taken.
        Ok(self.reserve(kind, 0).await? - 1)
    }

    async fn put_enrolled(&mut self, enroller: &mut Enroller, source: &str) -> Result<(), StoreError> {
        let count = |many: usize| i64::try_from(many).unwrap_or(i64::MAX);
        self.reserve("office", count(enroller.new_offices.len())).await?;
        let columns = ["id", "name", "initials", "level", "region", "department"];
        self.put_all("office", &columns, &enroller.new_offices, |query, office, _| {
            query
                .bind(office.id)
                .bind(&office.name)
                .bind(&office.initials)
                .bind(&office.level)
                .bind(office.region)
                .bind(office.department)
        })
        .await?;
        for (office, department) in &enroller.moved {
            let place = sqlx::query("UPDATE office SET department = $1 WHERE id = $2");
            place.bind(department).bind(office).execute(&mut *self.transaction).await?;
        }
        let first = self.reserve("document", count(enroller.new_documents.len())).await?;
        for (id, document) in (first..).zip(&mut enroller.new_documents) {
            document.id = id;
        }
        let columns = ["id", "office", "year", "kind", "approved_on", "due_on", "due_by"];
        self.put_all("document", &columns, &enroller.new_documents, |query, document, _| {
            query
                .bind(document.id)
                .bind(document.office)
                .bind(document.year)
                .bind(&document.kind)
                .bind(&document.approved_on)
                .bind(&document.due_on)
                .bind(document.due_on.as_deref().and_then(end_of))
        })
        .await?;
        for document in &enroller.rescheduled {
            sqlx::query("UPDATE document SET approved_on = $1, due_on = $2, due_by = $3 WHERE id = $4")
                .bind(&document.approved_on)
                .bind(&document.due_on)
                .bind(document.due_on.as_deref().and_then(end_of))
                .bind(document.id)
                .execute(&mut *self.transaction)
                .await?;
        }
        self.note_all(&enroller.notes(source)).await
    }
}

impl Enroller {
    /// The office of a name in a region; new where it is missing.
    fn office(&mut self, region: i64, name: &str, level: &str, last: &mut i64) -> &mut Office {
        let (new_offices, done) = (&mut self.new_offices, &mut self.done);
        self.offices.entry((region, name.to_owned())).or_insert_with(|| {
            *last += 1;
            let office = Office {
                id: *last,
                name: name.to_owned(),
                initials: initials(name),
                level: level.to_owned(),
                region,
                department: None,
            };
            new_offices.push(office.clone());
            done.offices.push(name.to_owned());
            office
        })
    }

    fn take(&mut self, at: usize, line: &Enrolled, region: i64, last: &mut i64) {
        let level = match line.level {
            Level::Unit => "unit",
            Level::Department => "department",
        };
        let department = match &line.department {
            Some(name) => {
                let department = self.office(region, name, "department", last);
                let (id, is_department) = (department.id, department.level == "department");
                if !is_department {
                    let why = text!("“{0}”登记的是单位，不是部门。", "“{0}” is on record as a unit.", name);
                    return self.done.problems.push((at, why));
                }
                Some(id)
            }
            None => None,
        };
        let office = self.office(region, &line.office, level, last);
        if office.level != level {
            let why = text!("“{0}”已登记为另一级次。", "“{0}” is on record at another level.", &line.office);
            return self.done.problems.push((at, why));
        }
        let id = office.id;
        let is_moved = department.is_some() && office.department != department;
        if let Some(department) = department.filter(|_| is_moved) {
            office.department = Some(department);
            // New offices are numbered one after the other.
            let first = self.new_offices.first().map_or(i64::MAX, |first| first.id);
            match usize::try_from(id.saturating_sub(first)).ok().and_then(|at| self.new_offices.get_mut(at)) {
                Some(new) if id >= first => new.department = Some(department),
                _ => {
                    self.moved.push((id, department));
                    self.done.moved.push(line.office.clone());
                }
            }
        }
        let is_owed = self.owe(id, line);
        if !is_moved && !is_owed {
            self.done.unchanged += 1;
        }
    }

    /// Whether the document is new, or its days are.
    fn owe(&mut self, office: i64, line: &Enrolled) -> bool {
        let key = (office, i64::from(line.year), line.kind.to_owned());
        let Some(known) = self.documents.get_mut(&key) else {
            let new = Known {
                id: 0,
                office,
                year: key.1,
                kind: key.2.clone(),
                approved_on: line.approved_on.clone(),
                due_on: line.due_on.clone(),
            };
            self.documents.insert(key, new.clone());
            self.new_documents.push(new);
            self.done.documents += 1;
            return true;
        };
        let approved_on = line.approved_on.clone().or_else(|| known.approved_on.clone());
        let due_on = line.due_on.clone().or_else(|| known.due_on.clone());
        if (&known.approved_on, &known.due_on) == (&approved_on, &due_on) {
            return false;
        }
        (known.approved_on, known.due_on) = (approved_on, due_on);
        self.rescheduled.push(known.clone());
        self.done.scheduled += 1;
        true
    }

    /// What the journal is told.
    fn notes(&self, source: &str) -> Vec<Note> {
        let days = |document: &Known| {
            let said = |day: &Option<String>| day.clone().unwrap_or_else(|| "-".to_owned());
            format!("{} {}", said(&document.approved_on), said(&document.due_on))
        };
        let imported = ("import".to_owned(), "register".to_owned(), source.to_owned());
        let offices = self
            .new_offices
            .iter()
            .map(|office| ("register".to_owned(), format!("office:{}", office.id), office.name.clone()));
        let moved = self.moved.iter().map(|(office, department)| {
            ("place".to_owned(), format!("office:{office}"), format!("office:{department}"))
        });
        let owed = self.new_documents.iter().map(|document| {
            let Known { id, office, year, kind, .. } = document;
            let detail = format!("{office} {year} {kind} {}", days(document));
            ("owe".to_owned(), format!("document:{id}"), detail)
        });
        let scheduled = self
            .rescheduled
            .iter()
            .map(|document| ("schedule".to_owned(), format!("document:{}", document.id), days(document)));
        std::iter::once(imported).chain(offices).chain(moved).chain(owed).chain(scheduled).collect()
    }
}

impl Store {
    /// Keeps a register that a person is about to import, in place of the one before.
    ///
    /// # Errors
    /// The database fails.
    pub async fn prepare_import(
        &self,
        person: i64,
        pending: &PendingImport,
        now: i64,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO pending_import (person, at, name, digest, bytes) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (person) DO UPDATE
             SET at = excluded.at, name = excluded.name, digest = excluded.digest, bytes = excluded.bytes",
        )
        .bind(person)
        .bind(now)
        .bind(&pending.name)
        .bind(&pending.digest)
        .bind(&pending.bytes)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// The register that a person is about to import.
    ///
    /// # Errors
    /// The database fails.
    pub async fn pending_import(&self, person: i64) -> Result<Option<PendingImport>, StoreError> {
        let found = sqlx::query_as("SELECT name, digest, bytes FROM pending_import WHERE person = $1");
        Ok(found.bind(person).fetch_optional(&self.pool).await?)
    }

    /// Forgets the register that a person was about to import.
    ///
    /// # Errors
    /// The database fails.
    pub async fn drop_import(&self, person: i64) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM pending_import WHERE person = $1").bind(person).execute(&self.pool).await?;
        Ok(())
    }
}
