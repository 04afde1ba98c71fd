//! The tree that the parser of web pages builds, with nothing in it but what is read.

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, ExpandedName, QualName};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// A tree; clones are the same tree, so that its growth can be watched while the parser has it.
#[derive(Clone, Default)]
pub(super) struct Tree(Rc<Nodes>);

#[derive(Default)]
struct Nodes {
    all: RefCell<Vec<Node>>,
    deepest: Cell<usize>,
}

/// A node; the document is the first.
#[derive(Default)]
pub(super) struct Node {
    pub kind: Kind,
    pub children: Vec<usize>,
    parent: Option<usize>,
    depth: usize,
}

/// What a node is.
#[derive(Default)]
pub(super) enum Kind {
    /// The document, comments, and whatever else shows nothing.
    #[default]
    Silent,
    Element(Rc<QualName>, Vec<Attribute>),
    Text(String),
}

/// Leads to a node.
#[derive(Clone)]
pub(super) struct Handle {
    index: usize,
    name: Option<Rc<QualName>>,
}

impl Node {
    /// The value of an attribute that is a number.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        let Kind::Element(_, attributes) = &self.kind else { return None };
        let value = attributes.iter().find(|a| &*a.name.local == name)?;
        value.value.trim().trim_end_matches("px").parse().ok()
    }
}

impl Tree {
    pub(super) fn new() -> Self {
        let tree = Self::default();
        tree.add(Kind::Silent);
        tree
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.0.all.borrow().len()
    }

    /// How deep nodes lie in each other.
    pub(super) fn depth(&self) -> usize {
        self.0.deepest.get()
    }

    /// All nodes, once the parser is done.
    pub(super) fn nodes(&self) -> std::cell::Ref<'_, Vec<Node>> {
        self.0.all.borrow()
    }

    fn add(&self, kind: Kind) -> Handle {
        let name = match &kind {
            Kind::Element(name, _) => Some(Rc::clone(name)),
            _ => None,
        };
        let mut all = self.0.all.borrow_mut();
        all.push(Node { kind, ..Node::default() });
        Handle { index: all.len() - 1, name }
    }

    /// Puts a child at a place among the children of a node; text joins the text before it.
    fn insert(&self, parent: usize, at: usize, child: NodeOrText<Handle>) {
        let child = match child {
            NodeOrText::AppendNode(child) => child.index,
            NodeOrText::AppendText(text) => {
                let mut all = self.0.all.borrow_mut();
                let before = at.checked_sub(1).map(|before| all[parent].children[before]);
                if let Some(Kind::Text(words)) = before.map(|before| &mut all[before].kind) {
                    words.push_str(&text);
                    return;
                }
                drop(all);
                self.add(Kind::Text(text.to_string())).index
            }
        };
        self.detach(child);
        let mut all = self.0.all.borrow_mut();
        let depth = all[parent].depth + 1;
        all[child].parent = Some(parent);
        all[child].depth = depth;
        let at = at.min(all[parent].children.len());
        all[parent].children.insert(at, child);
        self.0.deepest.set(self.0.deepest.get().max(depth));
    }

    fn detach(&self, child: usize) {
        let mut all = self.0.all.borrow_mut();
        if let Some(parent) = all[child].parent.take() {
            let place = all[parent].children.iter().rposition(|&c| c == child);
            place.map(|place| all[parent].children.remove(place));
        }
    }

    /// The parent of a node, and the place of the node among its children.
    fn place(&self, of: usize) -> Option<(usize, usize)> {
        let all = self.0.all.borrow();
        let parent = all[of].parent?;
        Some((parent, all[parent].children.iter().rposition(|&c| c == of)?))
    }

    fn append_to(&self, parent: usize, child: NodeOrText<Handle>) {
        let end = self.0.all.borrow()[parent].children.len();
        self.insert(parent, end, child);
    }
}

impl TreeSink for Tree {
    type Handle = Handle;
    type Output = Self;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { index: 0, name: None }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        const NAMELESS: ExpandedName<'static> =
            ExpandedName { ns: &html5ever::ns!(), local: &html5ever::local_name!("") };
        target.name.as_ref().map_or(NAMELESS, |name| name.expanded())
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> Handle {
        self.add(Kind::Element(Rc::new(name), attrs))
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.add(Kind::Silent)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.add(Kind::Silent)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.append_to(parent.index, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, before: &Handle, child: NodeOrText<Handle>) {
        match self.place(element.index) {
            Some((parent, at)) => self.insert(parent, at, child),
            None => self.append_to(before.index, child),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.index == y.index
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        if let Some((parent, at)) = self.place(sibling.index) {
            self.insert(parent, at, child);
        }
    }

    fn add_attrs_if_missing(&self, _: &Handle, _: Vec<Attribute>) {}

    fn remove_from_parent(&self, target: &Handle) {
        self.detach(target.index);
    }

    fn reparent_children(&self, node: &Handle, parent: &Handle) {
        let children = std::mem::take(&mut self.0.all.borrow_mut()[node.index].children);
        for child in children {
            self.0.all.borrow_mut()[child].parent = None;
            self.append_to(parent.index, NodeOrText::AppendNode(Handle { index: child, name: None }));
        }
    }
}
